SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: column `public.users.old` changes under it [public.users: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.users_old;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: view `public.ages` changes under it [public.more: ACCESS EXCLUSIVE, instant]
DROP VIEW public.more;
-- drop_view: created anew below: column `public.users.age` changes under it [public.ages: ACCESS EXCLUSIVE, instant]
DROP VIEW public.ages;
-- drop_materialized_view: created anew below: column `public.users.age` changes under it [public.most: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.most;
-- drop_trigger: created anew below: column `public.users.age` changes under it [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER put ON public.users;
-- drop_policy: created anew below: column `public.users.age` changes under it [public.notes: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY adults ON public.notes;
-- drop_column: steps aside while something that it is computed from changes [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP COLUMN old;
-- change_type_rewrite: another type: every row is written anew, at once: `old` is computed from it, which nothing but writing every row can do anew [public.users: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.users ALTER COLUMN age TYPE bigint USING age::bigint;
-- create_view: created anew
CREATE VIEW public.ages AS
SELECT id, age
FROM public.users;
-- create_view: created anew
CREATE VIEW public.more AS
SELECT age + 1 AS next
FROM public.ages;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.most AS
SELECT max(age) AS age
FROM public.users;
-- create_index_new: its view is created anew, on a table nobody uses yet
CREATE INDEX most_age ON public.most USING btree (age);
-- create_trigger: created anew [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER put BEFORE UPDATE OF age ON public.users FOR EACH ROW EXECUTE FUNCTION public.put();
-- create_policy: created anew [public.notes: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY adults ON public.notes FOR ALL TO PUBLIC USING (EXISTS (SELECT 1 FROM public.users u WHERE u.id = notes.author AND u.age > 17));
-- add_column_rewrite: computed anew [public.users: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.users ADD COLUMN old boolean GENERATED ALWAYS AS (age > 60) STORED;
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.users.old IS 'Over sixty';
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: column `public.users.old` changes under it [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY users_old ON public.users USING btree (old);
