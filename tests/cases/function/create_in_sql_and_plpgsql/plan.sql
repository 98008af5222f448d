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
CREATE OR REPLACE FUNCTION public.add_tax(amount numeric, rate numeric DEFAULT 0.19)
RETURNS numeric
LANGUAGE sql
IMMUTABLE STRICT PARALLEL SAFE COST 10
AS $$select amount * (1 + rate)$$;
-- comment: comment
COMMENT ON FUNCTION public.add_tax(numeric, numeric) IS 'Amount with tax';
-- create_function: new function
CREATE OR REPLACE FUNCTION public.purge(older_than interval)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET lock_timeout TO '1s'
SET search_path TO ''
AS $$declare
  removed bigint := 0;
begin
  -- Nothing to remove yet.
  return removed;
end
$$;
COMMIT;
