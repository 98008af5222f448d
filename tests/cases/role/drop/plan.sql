SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [public.items: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.items OWNER TO role_heir;
-- revoke: not granted in the model [public.others: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE SELECT ON TABLE public.others FROM role_drop;
-- drop_role: absent in the model; it may own nothing and be granted nothing, in any database ! changes who may see or do what; fails if rows do not fit
DROP ROLE role_drop;
COMMIT;
