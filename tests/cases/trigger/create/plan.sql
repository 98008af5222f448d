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
CREATE OR REPLACE FUNCTION public.note_change()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return null; end$$;
-- create_trigger: new trigger [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER note_change AFTER INSERT OR DELETE OR UPDATE OF email, name ON public.users FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION public.note_change('users', '1', 'it''s');
-- comment: comment
COMMENT ON TRIGGER note_change ON public.users IS 'For the audit';
COMMIT;
