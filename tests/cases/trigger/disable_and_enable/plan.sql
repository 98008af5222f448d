SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_trigger: enabled state [public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.users DISABLE TRIGGER a;
-- enable_trigger: enabled state [public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.users ENABLE TRIGGER b;
-- enable_trigger: enabled state [public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.users ENABLE ALWAYS TRIGGER c;
-- create_trigger: new trigger [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER d BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();
-- enable_trigger: enabled state [public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.users ENABLE REPLICA TRIGGER d;
COMMIT;
