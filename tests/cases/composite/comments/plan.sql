SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON TYPE public.pair IS 'Three things';
-- comment_on_relation: comment removed [public.pair: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.pair.a IS NULL;
-- comment_on_relation: comment [public.pair: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.pair.b IS 'The other';
-- comment_on_relation: comment [public.pair: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.pair.c IS 'The last';
COMMIT;
