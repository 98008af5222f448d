SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON INDEX public.users_email IS 'The index of addresses';
-- comment: comment
COMMENT ON CONSTRAINT users_pkey ON public.users IS 'The key';
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON INDEX public.users_pkey IS 'The index of the key';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_exclusion: PostgreSQL builds the index of an exclusion only in place [public.users: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT "Once" EXCLUDE USING btree (id WITH =);
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON INDEX public."Once" IS 'The index of an exclusion';
COMMIT;
