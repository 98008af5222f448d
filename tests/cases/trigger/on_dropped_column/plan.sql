SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: created anew below: column `public.users.legacy` changes under it [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER touch ON public.users;
-- create_trigger: created anew [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER touch BEFORE UPDATE OF name ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();
-- drop_column: no longer in the model [public.users: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.users DROP COLUMN legacy;
COMMIT;
