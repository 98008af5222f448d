SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA "Sales";
-- create_enum: new enum
CREATE TYPE "Sales"."Priority" AS ENUM ('Low', 'High');
-- create_table: new table
CREATE TABLE "Sales"."Order" (
    "Id" integer NOT NULL,
    "Line No" integer NOT NULL,
    "Priority" "Sales"."Priority" DEFAULT 'Low' NOT NULL,
    "user" text COLLATE "C",
    "Parent" integer,
    CONSTRAINT "One Parent" UNIQUE ("Parent", "Line No"),
    CONSTRAINT "Order_pkey" PRIMARY KEY ("Id", "Line No"),
    CONSTRAINT "User Is Upper" CHECK ("user" <> lower("user"))
);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "By User" ON "Sales"."Order" USING btree ("user" DESC, (lower("user"))) INCLUDE ("Parent") WHERE "Parent" IS NULL;
-- create_view: new view
CREATE VIEW "Sales"."Root Order" AS
SELECT "Id", "user" AS "Who"
FROM "Sales"."Order"
WHERE "Parent" IS NULL;
-- comment_on_relation: comment
COMMENT ON COLUMN "Sales"."Root Order"."Who" IS 'The user';
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE "Sales"."Order" ADD CONSTRAINT "To Parent" FOREIGN KEY ("Parent", "Line No") REFERENCES "Sales"."Order" ("Id", "Line No");
COMMIT;
