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
CREATE TABLE public.items (
    id integer NOT NULL,
    rank bigint,
    note text,
    CONSTRAINT items_pkey PRIMARY KEY (id)
);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.next_rank()
RETURNS bigint
LANGUAGE sql
STABLE
BEGIN ATOMIC
  SELECT COALESCE(max(items.rank), 0) + 1 FROM public.items;
END;
-- set_default: after what it calls, which reads this table
ALTER TABLE public.items ALTER COLUMN rank SET DEFAULT public.next_rank();
COMMIT;
