SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_enum: no longer in the model ! breaks the running application
DROP TYPE public.c;
-- drop_sequence: no longer in the model [public.a: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP SEQUENCE public.a;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.b: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.b;
-- create_enum: new enum
CREATE TYPE public.b AS ENUM ('x');
-- create_table: new table
CREATE TABLE public.a (
    id integer
);
-- create_view: new view
CREATE VIEW public.c AS
SELECT 1 AS one;
COMMIT;
