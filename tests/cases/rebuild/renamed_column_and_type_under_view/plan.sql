SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- rename_column: the same object under another name [public.users: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.users RENAME COLUMN age TO years;
-- change_type_rewrite: another type: every row is written anew [public.users: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.users ALTER COLUMN years TYPE bigint USING years::bigint;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT id, years
FROM public.users
WHERE years > 3;
COMMIT;
