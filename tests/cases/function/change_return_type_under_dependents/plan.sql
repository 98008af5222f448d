SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.initials` changes under it [public.user_initials: ACCESS EXCLUSIVE, instant]
DROP VIEW public.user_initials;
-- drop_function: created anew below: its result type changes
DROP FUNCTION public.initials(text);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.initials(name text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$SELECT left(name, 2)$$;
-- create_view: created anew
CREATE VIEW public.user_initials AS
SELECT id, public.initials(name)
FROM public.users;
COMMIT;
