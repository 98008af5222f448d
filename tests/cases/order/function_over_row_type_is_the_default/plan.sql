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
    CONSTRAINT items_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.top AS
SELECT max(rank) AS rank
FROM public.items;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.best()
RETURNS bigint
LANGUAGE sql
STABLE
BEGIN ATOMIC
  SELECT top.rank FROM public.top;
END;
-- create_view: new view
CREATE VIEW public.with_best AS
SELECT id, public.best()
FROM public.items;
-- set_default: after what it calls, which reads this table
ALTER TABLE public.items ALTER COLUMN rank SET DEFAULT public.best();
COMMIT;
