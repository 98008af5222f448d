CREATE SCHEMA sales;
CREATE SCHEMA "Order";
CREATE TABLE sales.items (id bigint PRIMARY KEY);
CREATE TABLE "Order".items (id bigint PRIMARY KEY);
