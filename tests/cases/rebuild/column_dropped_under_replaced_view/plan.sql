SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: view `public.v` changes under it [public.w: ACCESS EXCLUSIVE, instant]
DROP VIEW public.w;
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT id, name
FROM public.users;
-- create_view: created anew
CREATE VIEW public.w AS
SELECT id, name
FROM public.v;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.users: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.users DROP COLUMN age;
COMMIT;
