SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- replace_function: another definition
CREATE OR REPLACE FUNCTION public.total(n integer)
RETURNS integer
LANGUAGE sql
AS $$select n + 1$$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.total(n text)
RETURNS text
LANGUAGE sql
AS $$select n$$;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION public.total(numeric);
COMMIT;
