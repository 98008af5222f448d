SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: function `public.initials` changes under it [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_initials;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.initials` changes under it [public.user_initials: ACCESS EXCLUSIVE, instant]
DROP VIEW public.user_initials;
-- drop_constraint: steps aside while something that it uses changes [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT has_initials;
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
-- add_check_not_valid: new rows have to satisfy it from here on [public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT has_initials CHECK (public.initials(name) <> '') NOT VALID;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: function `public.initials` changes under it [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_initials ON public.users USING btree ((public.initials(name)));

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT has_initials;
COMMIT;
