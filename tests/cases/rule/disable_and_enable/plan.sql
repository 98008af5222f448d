SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_rule: enabled state [public.log: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.log ENABLE REPLICA RULE c;
-- enable_rule: enabled state [public.log: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.log ENABLE ALWAYS RULE d;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_rule: enabled state [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DISABLE RULE a;
-- enable_rule: enabled state [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ENABLE RULE b;
COMMIT;
