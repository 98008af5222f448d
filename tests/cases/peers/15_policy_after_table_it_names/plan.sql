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
CREATE TABLE public.z_members (
    doc_id integer,
    user_name text NOT NULL
);
-- create_policy: new policy [public.a_docs: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY members ON public.a_docs FOR ALL TO PUBLIC USING (id IN (SELECT z_members.doc_id FROM public.z_members WHERE z_members.user_name = current_user));
-- add_constraint_new: on a table nobody uses yet [public.a_docs: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.z_members ADD CONSTRAINT z_members_doc_id_fkey FOREIGN KEY (doc_id) REFERENCES public.a_docs (id);
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- enable_row_security: row security [public.a_docs: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.a_docs ENABLE ROW LEVEL SECURITY;
COMMIT;
