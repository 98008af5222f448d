SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.things: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.things RENAME TO items;
-- rename_column: the same object under another name [public.items: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.items RENAME COLUMN a TO b;
-- drop_column: no longer in the model [public.items: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.items DROP COLUMN old;
-- add_column: new column [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items ADD COLUMN new text;
-- grant: granted in the model [public.items: ACCESS SHARE, instant]
GRANT SELECT (new) ON TABLE public.items TO access_one;
COMMIT;
