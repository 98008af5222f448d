SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.people: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.people RENAME TO users;
-- rename_column: the same object under another name [public.users: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.users RENAME COLUMN name TO full_name;
-- add_column: new column [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD COLUMN email text;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_email ON public.users USING btree (email);
