SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_policy: new policy [public.projects: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY tenant_isolation ON public.projects FOR ALL TO PUBLIC USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::int);
-- comment: comment
COMMENT ON POLICY tenant_isolation ON public.projects IS 'Each tenant sees its own';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_row_security: row security [public.projects: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;
COMMIT;
