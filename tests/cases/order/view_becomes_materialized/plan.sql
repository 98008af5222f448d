SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: no longer in the model [public.user_counts: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP VIEW public.user_counts;
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.user_counts AS
SELECT team, count(*) AS total
FROM public.users
GROUP BY team;
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX uq_user_counts ON public.user_counts USING btree (team);
COMMIT;
