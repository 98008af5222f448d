SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_index: created anew below: column `public.tasks.priority` changes under it [public.tasks: ACCESS EXCLUSIVE, instant]
DROP INDEX public.tasks_priority_idx;
-- rename_type: makes room for its successor: it loses 'urgent'
ALTER TYPE public.priority RENAME TO priority_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.priority AS ENUM ('low', 'medium', 'high', 'critical');
-- swap_type: its type is made anew: every row is written again [public.tasks: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application
ALTER TABLE public.tasks ALTER COLUMN priority DROP DEFAULT, ALTER COLUMN priority TYPE public.priority USING (CASE priority::text WHEN 'urgent' THEN 'critical' ELSE priority::text END)::public.priority, ALTER COLUMN priority SET DEFAULT 'low';
-- drop_enum: nothing is of it any more
DROP TYPE public.priority_schemadiff_old;
-- create_index: created anew [public.tasks: SHARE, build] ! blocks writes
CREATE INDEX tasks_priority_idx ON public.tasks USING btree (priority) WHERE priority <> 'low';
COMMIT;
