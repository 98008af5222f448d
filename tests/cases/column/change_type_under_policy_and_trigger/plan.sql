SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_trigger: created anew below: column `public.files.owner_id` changes under it [public.files: ACCESS EXCLUSIVE, instant]
DROP TRIGGER touch ON public.files;
-- drop_policy: created anew below: column `public.files.owner_id` changes under it [public.files: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY own ON public.files;
-- change_type_rewrite: another type: every row is written anew [public.files: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.files ALTER COLUMN owner_id TYPE bigint USING owner_id::bigint;
-- create_trigger: created anew [public.files: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER touch BEFORE UPDATE ON public.files FOR EACH ROW WHEN (old.owner_id <> new.owner_id) EXECUTE FUNCTION public.touch();
-- create_policy: created anew [public.files: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY own ON public.files FOR ALL TO PUBLIC USING (owner_id > 0);
COMMIT;
