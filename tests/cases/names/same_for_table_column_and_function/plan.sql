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
CREATE OR REPLACE FUNCTION public.status(status text)
RETURNS text
LANGUAGE sql
IMMUTABLE
AS $$select lower(status)$$;
-- create_table: new table
CREATE TABLE public.status (
    id integer NOT NULL,
    status text DEFAULT public.status('NEW') NOT NULL,
    CONSTRAINT status_pkey PRIMARY KEY (id),
    CONSTRAINT status_status UNIQUE (status)
);
-- enable_row_security: row security
ALTER TABLE public.status ENABLE ROW LEVEL SECURITY;
-- create_view: new view
CREATE VIEW public.statuses AS
SELECT status, public.status(status) AS lower_status
FROM public.status;
-- create_policy: new policy
CREATE POLICY status ON public.status FOR ALL TO PUBLIC USING (status = 'new');
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.status ADD CONSTRAINT status CHECK (public.status(status) <> '');
COMMIT;
