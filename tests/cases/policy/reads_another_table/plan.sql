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
CREATE OR REPLACE FUNCTION public.current_user_id()
RETURNS integer
LANGUAGE sql
STABLE
AS $$SELECT current_setting('app.user_id', true)::integer$$;
-- create_table: new table
CREATE TABLE public.a_projects (
    id integer NOT NULL,
    name text,
    CONSTRAINT a_projects_pkey PRIMARY KEY (id)
);
-- enable_row_security: row security
ALTER TABLE public.a_projects ENABLE ROW LEVEL SECURITY;
-- create_table: new table
CREATE TABLE public.members (
    project_id integer NOT NULL,
    user_id integer NOT NULL,
    CONSTRAINT members_pkey PRIMARY KEY (project_id, user_id)
);
-- create_policy: new policy
CREATE POLICY member ON public.a_projects FOR ALL TO PUBLIC USING (EXISTS (SELECT FROM public.members m WHERE m.project_id = a_projects.id AND m.user_id = public.current_user_id()));
COMMIT;
