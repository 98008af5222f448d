SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.profiles (
    id uuid NOT NULL,
    level auth.level DEFAULT 'low' NOT NULL,
    CONSTRAINT profiles_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.people AS
SELECT u.email, p.level
FROM
  auth.users u
  JOIN public.profiles p ON p.id = u.id;
-- create_trigger: new trigger
CREATE TRIGGER touched BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION auth.touch();
-- add_constraint_new: on a table nobody uses yet [auth.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.profiles ADD CONSTRAINT profiles_id_fkey FOREIGN KEY (id) REFERENCES auth.users (id) ON DELETE CASCADE;
COMMIT;
