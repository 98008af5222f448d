SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.places: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places RENAME TO spots;
-- create_view: the old name, for as long as somebody uses it
CREATE VIEW public.places AS SELECT id, name FROM public.spots;
-- comment_on_relation: tells a later plan what it is for
COMMENT ON VIEW public.places IS 'schemadiff: {"rename_table":{"schema":"public","to":"spots"}}';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: nobody uses the old name any more [public.places: ACCESS EXCLUSIVE, instant]
DROP VIEW public.places;
-- rename_column: the same object under another name [public.spots: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.spots RENAME COLUMN id TO number;
COMMIT;
