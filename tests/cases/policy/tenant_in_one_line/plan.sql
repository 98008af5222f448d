SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_policy: new policy [public.orders: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY tenant_isolation ON public.orders FOR ALL TO app USING ("Owner" = NULLIF(current_setting('shop.owner', true), '')::bigint);
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_row_security: row security [public.orders: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
-- enable_row_security: row security for the owner [public.orders: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.orders FORCE ROW LEVEL SECURITY;
COMMIT;
