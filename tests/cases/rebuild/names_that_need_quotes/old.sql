CREATE SCHEMA "Sales";
CREATE TABLE "Sales"."Order" (id integer PRIMARY KEY, "select" integer, "From" text);
CREATE TABLE "Order" (id integer PRIMARY KEY, "select" integer);
CREATE VIEW "Sales"."View" AS SELECT "select", "From" FROM "Sales"."Order";
CREATE VIEW "View" AS SELECT a."select" FROM "Sales"."View" a JOIN "Order" b USING ("select");
COMMENT ON COLUMN "View"."select" IS 'It''s quoted';
CREATE VIEW "Sales"."table" AS SELECT "select" FROM "View";
