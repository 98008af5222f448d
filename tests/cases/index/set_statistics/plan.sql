SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_index_statistics: for the next ANALYZE [public.users_names: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_names ALTER COLUMN 1 SET STATISTICS -1;
-- set_index_statistics: for the next ANALYZE [public.users_names: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.users_names ALTER COLUMN 3 SET STATISTICS 500;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_upper ON public.users USING btree ((upper(name)));

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_index_statistics: for the next ANALYZE
ALTER INDEX public.users_upper ALTER COLUMN 1 SET STATISTICS 20;
-- comment_on_relation: comment
COMMENT ON INDEX public.users_upper IS 'Shouted';
COMMIT;
