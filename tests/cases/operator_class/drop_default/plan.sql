SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.by_highest: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.by_highest RENAME TO by_highest_schemadiff_old;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.days: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY by_highest ON public.days USING btree (highest record_ops);

-- contract: after every old application is gone

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.days: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.by_highest_schemadiff_old;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_operator_class: no longer in the model ! breaks the running application
DROP OPERATOR CLASS public.celsius_ops USING btree;
-- drop_operator_family: no longer in the model ! breaks the running application
DROP OPERATOR FAMILY public.celsius_ops USING btree;
COMMIT;
