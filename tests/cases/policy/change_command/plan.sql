SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_policy: created anew below: `ALTER POLICY` changes neither its command nor its kind, and takes no expression away [public.files: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY few ON public.files;
-- create_policy: created anew [public.files: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY few ON public.files AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (id > 0);
-- comment: comment
COMMENT ON POLICY few ON public.files IS 'Kept';
COMMIT;
