CREATE SCHEMA "Order";
CREATE TYPE "Order"."State of ""it""" AS ENUM ('Select', 'a.b');
CREATE SEQUENCE "Order"."Number.Seq" START WITH 5;
CREATE FUNCTION "Order"."Do It"("In Put" integer, "end" text DEFAULT 'x') RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION "Order"."On Change"() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE PROCEDURE "Order"."Tidy Up"("user" integer) LANGUAGE sql AS 'SELECT 1';
CREATE TABLE "Order"."User" (
    "Id" integer CONSTRAINT "Primary" PRIMARY KEY,
    "select" text CONSTRAINT "Unique" UNIQUE,
    "from" "Order"."State of ""it""" DEFAULT 'Select',
    "Group by" integer CONSTRAINT "Check" CHECK ("Group by" > "Order"."Do It"(1)),
    "table" integer CONSTRAINT "References" REFERENCES "Order"."User" ("Id"),
    "it's" integer DEFAULT nextval('"Order"."Number.Seq"'),
    "ID" bigint GENERATED ALWAYS AS IDENTITY,
    "Sum" integer GENERATED ALWAYS AS ("Group by" + "table") STORED,
    CONSTRAINT "Exclude" EXCLUDE USING btree ("Id" WITH =)
);
ALTER SEQUENCE "Order"."Number.Seq" OWNED BY "Order"."User"."it's";
CREATE INDEX "Index" ON "Order"."User" ("select" DESC, lower("select")) INCLUDE ("Group by") WHERE "table" IS NOT NULL;
CREATE TRIGGER "Before" BEFORE UPDATE OF "Group by", "select" ON "Order"."User"
    FOR EACH ROW WHEN (old."Id" <> new."Id") EXECUTE FUNCTION "Order"."On Change"();
ALTER TABLE "Order"."User" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "All Of It" ON "Order"."User" USING ("table" > 0) WITH CHECK ("Order"."Do It"("Group by") > 0);
CREATE VIEW "Order"."View" AS SELECT "Id" AS "desc", "select" FROM "Order"."User";
CREATE MATERIALIZED VIEW "Order"."Mat View" AS SELECT "desc" FROM "Order"."View";
CREATE UNIQUE INDEX "Mat Index" ON "Order"."Mat View" ("desc");
CREATE TABLE "Order"."Parts" ("When" date NOT NULL) PARTITION BY RANGE ("When");
CREATE TABLE "Order"."Parts 2024" PARTITION OF "Order"."Parts" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
COMMENT ON TABLE "Order"."User" IS 'A table';
COMMENT ON COLUMN "Order"."User"."it's" IS 'A column';
COMMENT ON CONSTRAINT "Check" ON "Order"."User" IS 'A check';
COMMENT ON TRIGGER "Before" ON "Order"."User" IS 'A trigger';
COMMENT ON POLICY "All Of It" ON "Order"."User" IS 'A policy';
COMMENT ON FUNCTION "Order"."Do It"(integer, text) IS 'A function';
INSERT INTO "Order"."User" ("Id", "select", "it's") VALUES (1, 'x', 1) ON CONFLICT ("Id") DO NOTHING;
