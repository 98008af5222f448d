SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_cluster_on: what CLUSTER orders by; no row moves now [public.m: SHARE UPDATE EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m CLUSTER ON m_id;
-- set_replica_identity: what identifies a row that is replicated [public.m: ACCESS EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.m REPLICA IDENTITY FULL;
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.n TABLESPACE archive AS
SELECT id
FROM public.t;
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "N" ON public.n USING btree (id);
-- set_cluster_on: what CLUSTER orders by; no row moves now
ALTER MATERIALIZED VIEW public.n CLUSTER ON "N";
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- set_tablespace: another tablespace: every row is copied [public.m: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER MATERIALIZED VIEW public.m SET TABLESPACE pg_default;
COMMIT;
