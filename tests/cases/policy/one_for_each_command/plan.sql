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
CREATE TABLE public.files (
    id integer NOT NULL,
    owner_name name DEFAULT current_user NOT NULL,
    locked boolean DEFAULT false NOT NULL,
    CONSTRAINT files_pkey PRIMARY KEY (id)
);
-- enable_row_security: row security
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;
-- create_policy: new policy
CREATE POLICY change ON public.files FOR UPDATE TO PUBLIC USING (owner_name = current_user) WITH CHECK (NOT locked);
-- create_policy: new policy
CREATE POLICY "create" ON public.files FOR INSERT TO PUBLIC WITH CHECK (owner_name = current_user);
-- create_policy: new policy
CREATE POLICY read ON public.files FOR SELECT TO PUBLIC USING (true);
-- create_policy: new policy
CREATE POLICY remove ON public.files FOR DELETE TO pg_monitor, pg_read_all_data USING (NOT locked);
COMMIT;
