CREATE SCHEMA sales;
CREATE SCHEMA "Order";
CREATE TABLE sales.items (id bigint PRIMARY KEY, name text);
CREATE TABLE "Order".items (id bigint PRIMARY KEY REFERENCES sales.items (id), "order" integer);
CREATE INDEX by_name ON sales.items (name);
CREATE INDEX by_name ON "Order".items ("order");
CREATE VIEW "Order".named AS SELECT o.id, s.name FROM "Order".items o JOIN sales.items s ON s.id = o.id;
