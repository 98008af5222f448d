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
CREATE TABLE public."say ""hi""" (
    "it's $1" integer NOT NULL,
    "back\slash" text DEFAULT (E'a\\b'),
    "größe" numeric,
    "名前" text,
    "100 %" integer,
    CONSTRAINT "say ""hi""_100 %_check" CHECK ("100 %" <= 100),
    CONSTRAINT "say ""hi""_pkey" PRIMARY KEY ("it's $1")
);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "größe_👍" ON public."say ""hi""" USING btree ("größe", "名前");
-- create_view: new view
CREATE VIEW public."ansicht für ""hi""" AS
SELECT "it's $1" AS "$", "名前" AS "a""b"
FROM public."say ""hi""";
-- comment_on_relation: comment
COMMENT ON COLUMN public."say ""hi"""."名前" IS 'Name';
COMMIT;
