SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: created anew below: a constraint trigger cannot be replaced in place [public.entries: ACCESS EXCLUSIVE, instant]
DROP TRIGGER balance ON public.entries;
-- create_trigger: created anew [public.entries: SHARE ROW EXCLUSIVE, instant]
CREATE CONSTRAINT TRIGGER balance AFTER INSERT ON public.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_balance();
COMMIT;
