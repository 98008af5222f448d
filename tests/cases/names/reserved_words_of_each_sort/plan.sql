SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public."user" (
    "all" integer NOT NULL,
    "authorization" text,
    "between" integer,
    action text,
    value text,
    date date,
    "time" time without time zone,
    "timestamp" timestamp with time zone,
    "position" integer,
    "left" text,
    "end" text,
    "offset" integer,
    "window" text,
    name text,
    type text,
    key text,
    text text,
    "default" integer DEFAULT 1,
    "interval" interval,
    "values" text[],
    CONSTRAINT user_pkey PRIMARY KEY ("all")
);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "order" ON public."user" USING btree ("left", "offset" DESC, "timestamp", (COALESCE("authorization", "end")));
-- create_view: new view
CREATE VIEW public."group" AS
SELECT "all", "end", "left" AS "right", "default" AS "case", type, key, "values"[1] AS "limit"
FROM public."user";
COMMIT;
