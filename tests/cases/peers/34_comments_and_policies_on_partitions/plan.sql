SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment_on_relation: comment [public.logs_2024: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON TABLE public.logs_2024 IS 'Last year';
-- create_policy: new policy [public.logs_2024: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY nothing ON public.logs_2024 FOR ALL TO PUBLIC USING (false);
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_row_security: row security [public.logs_2024: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.logs_2024 ENABLE ROW LEVEL SECURITY;
COMMIT;
