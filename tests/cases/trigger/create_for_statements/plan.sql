SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.note_changes()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return null; end$$;
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    name text,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_trigger: new trigger
CREATE TRIGGER note_truncate BEFORE TRUNCATE ON public.users FOR EACH STATEMENT EXECUTE FUNCTION public.note_changes();
-- comment: comment
COMMENT ON TRIGGER note_truncate ON public.users IS 'Should never happen';
-- create_trigger: new trigger
CREATE TRIGGER note_updates AFTER UPDATE ON public.users REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION public.note_changes();
COMMIT;
