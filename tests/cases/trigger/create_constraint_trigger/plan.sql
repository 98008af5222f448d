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
CREATE OR REPLACE FUNCTION public.check_balance()
RETURNS trigger
LANGUAGE plpgsql
AS $$begin return null; end$$;
-- create_table: new table
CREATE TABLE public.entries (
    id integer NOT NULL,
    amount numeric NOT NULL,
    CONSTRAINT entries_pkey PRIMARY KEY (id)
);
-- create_trigger: new trigger
CREATE CONSTRAINT TRIGGER balance AFTER INSERT OR UPDATE ON public.entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.amount <> 0) EXECUTE FUNCTION public.check_balance();
COMMIT;
