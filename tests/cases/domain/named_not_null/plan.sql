SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_domain_constraint: the same constraint under another name
ALTER DOMAIN public.a RENAME CONSTRAINT a_not_null TO a_is_there;
-- comment: comment
COMMENT ON CONSTRAINT a_is_there ON DOMAIN public.a IS 'Always known';
-- rename_domain_constraint: the same constraint under another name
ALTER DOMAIN public.b RENAME CONSTRAINT b_is_there TO b_not_null;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_domain_not_null: values have to be there from here on
ALTER DOMAIN public.c ADD CONSTRAINT c_is_there NOT NULL;
COMMIT;
