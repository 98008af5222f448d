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
CREATE TABLE public.projects (
    id integer NOT NULL,
    tenant_id integer NOT NULL,
    CONSTRAINT projects_pkey PRIMARY KEY (id),
    CONSTRAINT uq_projects_tenant UNIQUE (tenant_id, id)
);
-- create_table: new table
CREATE TABLE public.tasks (
    id integer NOT NULL,
    tenant_id integer NOT NULL,
    project_id integer NOT NULL,
    CONSTRAINT tasks_pkey PRIMARY KEY (id)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.tasks ADD CONSTRAINT tasks_project FOREIGN KEY (tenant_id, project_id) REFERENCES public.projects (tenant_id, id) MATCH FULL ON DELETE CASCADE;
COMMIT;
