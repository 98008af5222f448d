SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_column: the same object under another name [public.users: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.users RENAME COLUMN name TO full_name;
-- change_type_free: another type that the stored values fit as they are [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN full_name TYPE character varying(200);
-- set_default: for rows to come [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN full_name SET DEFAULT '';
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.users.full_name IS 'As displayed';
COMMIT;
