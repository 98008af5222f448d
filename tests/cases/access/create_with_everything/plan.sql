SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA app;
-- create_enum: new enum
CREATE TYPE public.mood AS ENUM ('good', 'bad');
-- create_sequence: new sequence
CREATE SEQUENCE public.items_code_seq AS integer;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.one()
RETURNS integer
LANGUAGE sql
AS $$select 1$$;
-- create_table: new table
CREATE TABLE app.events (
    at date
) PARTITION BY RANGE (at);
-- create_table: new partition
CREATE TABLE app.events_old PARTITION OF app.events FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
-- create_table: new table
CREATE TABLE public.items (
    id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    code integer DEFAULT nextval('public.items_code_seq'::regclass) NOT NULL,
    mood public.mood
);
-- own_sequence: goes with its column
ALTER SEQUENCE public.items_code_seq OWNED BY public.items.code;
-- create_view: new view
CREATE VIEW public.recent AS
SELECT id
FROM public.items;
-- change_owner: its owner
ALTER SCHEMA app OWNER TO access_one;
-- grant: granted in the model
GRANT USAGE ON SCHEMA app TO "access two";
-- change_owner: its owner
ALTER TYPE public.mood OWNER TO access_one;
-- grant: granted in the model
GRANT USAGE ON SEQUENCE public.items_code_seq TO access_one;
-- change_owner: its owner
ALTER FUNCTION public.one() OWNER TO access_one;
-- revoke: not granted in the model
REVOKE EXECUTE ON FUNCTION public.one() FROM PUBLIC;
-- change_relation_owner: its owner
ALTER TABLE app.events OWNER TO access_one;
-- grant: granted in the model
GRANT INSERT ON TABLE app.events TO "access two";
-- change_relation_owner: its owner
ALTER TABLE app.events_old OWNER TO access_one;
-- grant: granted in the model
GRANT SELECT ON TABLE app.events_old TO "access two";
-- change_relation_owner: its owner
ALTER TABLE public.items OWNER TO "access two";
-- grant: granted in the model
GRANT ALL ON TABLE public.items TO access_one;
-- grant: granted in the model
GRANT SELECT (id) ON TABLE public.items TO PUBLIC;
-- change_relation_owner: its owner
ALTER VIEW public.recent OWNER TO access_one;
-- grant: granted in the model
GRANT SELECT ON TABLE public.recent TO "access two" WITH GRANT OPTION;
COMMIT;
