SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.very_long_table_name_that_goes_on_and_on_for_quite_a_while: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY very_long_table_name_that_goes_on_and_on_for_quite_a_w_expr_idx ON public.very_long_table_name_that_goes_on_and_on_for_quite_a_while USING btree ((lower(b::text)));

-- contract: after every old application is gone

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.very_long_table_name_that_goes_on_and_on_for_quite_a_while: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.very_long_table_name_that_goes_on_and_on_for_quite_a__lower_idx;
