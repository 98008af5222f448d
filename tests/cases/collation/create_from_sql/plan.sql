SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_collation: new collation
CREATE COLLATION public.c_copy (LOCALE = 'C');
-- create_collation: new collation
CREATE COLLATION public.ci (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
-- comment: comment
COMMENT ON COLLATION public.ci IS 'No case';
-- create_collation: new collation
CREATE COLLATION public.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
-- create_collation: new collation
CREATE COLLATION public.german_too (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
-- create_table: new table
CREATE TABLE public.t (
    a text COLLATE public.german_too,
    b text COLLATE public.ci,
    c text COLLATE public.c_copy
);
COMMIT;
