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
CREATE SCHEMA other;
-- create_collation: new collation
CREATE COLLATION other."Plain" (LOCALE = 'POSIX');
-- create_collation: new collation
CREATE COLLATION public.any_case (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
-- create_collation: new collation
CREATE COLLATION public.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
-- comment: comment
COMMENT ON COLLATION public.german IS 'As in a phone book';
-- create_collation: new collation
CREATE COLLATION public.mixed (LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
-- create_collation: new collation
CREATE COLLATION public.plain (LOCALE = 'C');
-- create_domain: new domain
CREATE DOMAIN public.name AS text COLLATE public.german;
-- create_composite_type: new composite type
CREATE TYPE public.pair AS (
    a text COLLATE public.any_case,
    b text COLLATE other."Plain"
);
-- create_range_type: new range type
CREATE TYPE public.names AS RANGE (
    SUBTYPE = text,
    COLLATION = public.german
);
-- create_table: new table
CREATE TABLE public.people (
    id integer,
    name text COLLATE public.german NOT NULL,
    alias character varying(20) COLLATE public.any_case,
    code text COLLATE other."Plain",
    CONSTRAINT not_before_a CHECK (name COLLATE public.german >= 'a')
);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX people_by_name ON public.people USING btree (name, alias COLLATE public.plain);
-- create_view: new view
CREATE VIEW public.sorted AS
SELECT name
FROM public.people
ORDER BY code COLLATE public.mixed;
COMMIT;
