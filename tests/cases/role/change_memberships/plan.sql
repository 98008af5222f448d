SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- grant_role: a member in the model ! changes who may see or do what
GRANT role_group_b TO role_member WITH ADMIN OPTION;
-- grant_role: a member in the model ! changes who may see or do what
GRANT role_group_d TO role_member;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- revoke_role: no longer a member in the model ! changes who may see or do what
REVOKE role_group_a FROM role_member;
-- revoke_role: may no longer make others members ! changes who may see or do what
REVOKE ADMIN OPTION FOR role_group_c FROM role_member;
COMMIT;
