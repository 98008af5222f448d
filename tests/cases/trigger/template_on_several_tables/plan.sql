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
CREATE OR REPLACE FUNCTION public.touch()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return new; end$$;
-- create_table: new table
CREATE TABLE public.orders (
    id integer NOT NULL,
    CONSTRAINT orders_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_trigger: new trigger
CREATE TRIGGER own AFTER DELETE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.touch();
-- create_trigger: new trigger
CREATE TRIGGER touch BEFORE UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION public.touch();
-- create_trigger: new trigger
CREATE TRIGGER touch BEFORE UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();
-- create_trigger: new trigger
CREATE TRIGGER touch_insert BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.touch();
COMMIT;
