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
CREATE TABLE public."a
DROP TABLE b; --" (
    id integer NOT NULL,
    "c
\! exit 1" text,
    CONSTRAINT "a
DROP TABLE b; --_pkey" PRIMARY KEY (id),
    CONSTRAINT "k
-- COMMIT;" CHECK (id > 0)
);
-- create_view: new view
CREATE VIEW public."v
\q" AS
SELECT id
FROM public."a
DROP TABLE b; --"
WHERE "c
\! exit 1" IS NOT NULL;
-- comment_on_relation: comment
COMMENT ON COLUMN public."a
DROP TABLE b; --"."c
\! exit 1" IS E'one
\\! exit 1
two';
COMMIT;
