SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_schema: new schema
CREATE SCHEMA "Order";
-- create_enum: new enum
CREATE TYPE "Order"."State of ""it""" AS ENUM ('Select', 'a.b');
-- create_sequence: new sequence
CREATE SEQUENCE "Order"."Number.Seq" START WITH 5;
-- create_function: new function
CREATE OR REPLACE FUNCTION "Order"."Do It"("In Put" integer, "end" text DEFAULT 'x')
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT 1$$;
-- comment: comment
COMMENT ON FUNCTION "Order"."Do It"(integer, text) IS 'A function';
-- create_function: new function
CREATE OR REPLACE FUNCTION "Order"."On Change"()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return new; end$$;
-- create_function: new function
CREATE OR REPLACE PROCEDURE "Order"."Tidy Up"("user" integer)
LANGUAGE sql
AS $$SELECT 1$$;
-- create_table: new table
CREATE TABLE "Order"."Parts" (
    "When" date NOT NULL
) PARTITION BY RANGE ("When");
-- create_table: new partition
CREATE TABLE "Order"."Parts 2024" PARTITION OF "Order"."Parts" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- create_table: new table
CREATE TABLE "Order"."User" (
    "Id" integer NOT NULL,
    "select" text,
    "from" "Order"."State of ""it""" DEFAULT 'Select',
    "Group by" integer,
    "table" integer,
    "it's" integer DEFAULT (nextval('"Order"."Number.Seq"'::regclass)),
    "ID" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    "Sum" integer GENERATED ALWAYS AS ("Group by" + "table") STORED,
    CONSTRAINT "Exclude" EXCLUDE USING btree ("Id" WITH =),
    CONSTRAINT "Primary" PRIMARY KEY ("Id"),
    CONSTRAINT "Unique" UNIQUE ("select")
);
-- own_sequence: goes with its column
ALTER SEQUENCE "Order"."Number.Seq" OWNED BY "Order"."User"."it's";
-- enable_row_security: row security
ALTER TABLE "Order"."User" ENABLE ROW LEVEL SECURITY;
-- comment_on_relation: comment
COMMENT ON TABLE "Order"."User" IS 'A table';
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "Index" ON "Order"."User" USING btree ("select" DESC, (lower("select"))) INCLUDE ("Group by") WHERE "table" IS NOT NULL;
-- create_view: new view
CREATE VIEW "Order"."View" AS
SELECT "Id" AS "desc", "select"
FROM "Order"."User";
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW "Order"."Mat View" AS
SELECT "desc"
FROM "Order"."View";
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX "Mat Index" ON "Order"."Mat View" USING btree ("desc");
-- create_trigger: new trigger
CREATE TRIGGER "Before" BEFORE UPDATE OF "Group by", "select" ON "Order"."User" FOR EACH ROW WHEN (old."Id" <> new."Id") EXECUTE FUNCTION "Order"."On Change"();
-- comment: comment
COMMENT ON TRIGGER "Before" ON "Order"."User" IS 'A trigger';
-- create_policy: new policy
CREATE POLICY "All Of It" ON "Order"."User" FOR ALL TO PUBLIC USING ("table" > 0) WITH CHECK ("Order"."Do It"("Group by") > 0);
-- comment: comment
COMMENT ON POLICY "All Of It" ON "Order"."User" IS 'A policy';
-- insert_rows: rows that the model requires
INSERT INTO "Order"."User" ("Id", "it's", "select") VALUES
    ('1', '1', 'x')
ON CONFLICT ("Id") DO NOTHING;
-- comment_on_relation: comment
COMMENT ON COLUMN "Order"."User"."it's" IS 'A column';
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE "Order"."User" ADD CONSTRAINT "Check" CHECK ("Group by" > "Order"."Do It"(1));
-- comment: comment
COMMENT ON CONSTRAINT "Check" ON "Order"."User" IS 'A check';
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE "Order"."User" ADD CONSTRAINT "References" FOREIGN KEY ("table") REFERENCES "Order"."User" ("Id");
COMMIT;
