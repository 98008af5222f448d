SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_expr_idx1 ON public.users USING btree ((lower(email)));

-- contract: after every old application is gone

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_lower_idx;
