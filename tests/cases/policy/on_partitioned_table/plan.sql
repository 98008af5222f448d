SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.events (
    id bigint NOT NULL,
    tenant_id integer NOT NULL
) PARTITION BY LIST (tenant_id);
-- enable_row_security: row security
ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;
-- enable_row_security: row security for the owner
ALTER TABLE public.events FORCE ROW LEVEL SECURITY;
-- create_table: new partition
CREATE TABLE public.events_1 PARTITION OF public.events FOR VALUES IN ('1');
-- create_table: new partition
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
-- create_policy: new policy
CREATE POLICY tenant_isolation ON public.events FOR ALL TO PUBLIC USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::int);
COMMIT;
