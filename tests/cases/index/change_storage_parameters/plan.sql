SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_index_parameters: other storage parameters; they hold for pages written from now on [public.users_email: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_email SET (fillfactor = 80);
-- set_index_parameters: other storage parameters; they hold for pages written from now on [public.users_email: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_email RESET (deduplicate_items);
COMMIT;
