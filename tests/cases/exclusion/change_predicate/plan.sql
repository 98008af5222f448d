SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.bookings: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.bookings DROP CONSTRAINT no_double_booking;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_exclusion: PostgreSQL builds the index of an exclusion only in place [public.bookings: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.bookings ADD CONSTRAINT no_double_booking EXCLUDE USING gist (during WITH &&) WHERE (NOT cancelled);
-- comment: comment
COMMENT ON CONSTRAINT no_double_booking ON public.bookings IS 'Cancelled ones do not count';
COMMIT;
