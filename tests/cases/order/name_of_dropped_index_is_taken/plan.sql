SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_sequence: no longer in the model [public.numbers: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP SEQUENCE public.numbers;
-- create_view: new view
CREATE VIEW public.numbers AS
SELECT id
FROM public.users;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.lookup;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.lookup (
    code text NOT NULL,
    CONSTRAINT lookup_pkey PRIMARY KEY (code)
);
COMMIT;
