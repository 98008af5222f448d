SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.refuse()
RETURNS event_trigger
LANGUAGE plpgsql
AS $$begin raise exception 'not by hand'; end$$;
-- create_table: new table
CREATE TABLE public.orders (
    id bigint NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_event_trigger: new event trigger
CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.refuse();
-- comment: comment
COMMENT ON EVENT TRIGGER refuse IS 'Indexes come by plan';
COMMIT;
