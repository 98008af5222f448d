SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_sequence: new sequence
CREATE UNLOGGED SEQUENCE public."C" START WITH 10;
-- set_sequence_persistence: another persistence [public.a: ACCESS EXCLUSIVE, instant]
ALTER SEQUENCE public.a SET UNLOGGED;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_sequence_persistence: another persistence [public.b: ACCESS EXCLUSIVE, instant]
ALTER SEQUENCE public.b SET LOGGED;
-- create_sequence: new sequence
CREATE UNLOGGED SEQUENCE public.u_number_seq AS integer;
-- create_table: new table
CREATE UNLOGGED TABLE public.u (
    id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
    number integer DEFAULT nextval('public.u_number_seq'::regclass) NOT NULL
);
-- own_sequence: goes with its column
ALTER SEQUENCE public.u_number_seq OWNED BY public.u.number;
COMMIT;
