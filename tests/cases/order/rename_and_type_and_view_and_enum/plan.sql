SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'b'; committed before anything uses it ! cannot be undone
ALTER TYPE public.st ADD VALUE 'b';
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: its definition changes [public.old_t: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.i;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- rename_table: the same object under another name [public.old_t: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.old_t RENAME TO new_t;
-- create_policy: new policy [public.new_t: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY p ON public.new_t FOR ALL TO PUBLIC USING (e <> 'b');
-- enable_row_security: row security [public.new_t: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.new_t ENABLE ROW LEVEL SECURITY;
-- rename_column: the same object under another name [public.new_t: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.new_t RENAME COLUMN s TO state;
-- change_type_rewrite: another type: every row is written anew [public.new_t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.new_t ALTER COLUMN state TYPE public.st USING state::public.st;
-- create_view: created anew
CREATE VIEW public.v AS
SELECT id, state
FROM public.new_t
WHERE state = 'a';
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.new_t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.new_t ALTER COLUMN state SET DEFAULT 'b';
-- rename_constraint: the same constraint under another name [public.new_t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.new_t RENAME CONSTRAINT old_t_pkey TO new_t_pkey;
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.new_t: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY i ON public.new_t USING btree (state) WHERE e = 'b';
