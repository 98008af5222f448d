SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_not_null: the new application does not fill it any more [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN legacy_code DROP NOT NULL;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.users: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.users DROP COLUMN legacy_code;
COMMIT;
