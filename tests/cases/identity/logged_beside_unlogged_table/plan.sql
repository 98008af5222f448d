SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE UNLOGGED TABLE public.u (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 LOGGED) NOT NULL
);
-- set_sequence_persistence: another persistence than the table's, or the same again [public.t: ACCESS EXCLUSIVE, instant]
ALTER SEQUENCE public.t_id_seq SET LOGGED;
COMMIT;
