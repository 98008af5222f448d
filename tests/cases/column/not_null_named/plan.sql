SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_constraint: the same constraint under another name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users RENAME CONSTRAINT users_are_numbered TO users_id_not_null;
-- rename_constraint: the same constraint under another name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users RENAME CONSTRAINT email_is_known TO "Email is required";
-- comment_on_relation: comment removed [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON CONSTRAINT "Email is required" ON public.users IS NULL;
-- rename_constraint: the same constraint under another name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users RENAME CONSTRAINT users_phone_not_null TO phone_is_known;
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON CONSTRAINT phone_is_known ON public.users IS 'Needed for delivery';
-- add_not_null_not_valid: new rows have to have a value from here on [public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT name_is_known NOT NULL name NOT VALID;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT name_is_known;
COMMIT;
