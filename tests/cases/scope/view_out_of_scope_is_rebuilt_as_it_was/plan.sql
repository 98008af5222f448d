SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.users.id` changes under it [reports.names: ACCESS EXCLUSIVE, instant]
DROP VIEW reports.names;
-- change_type_rewrite: another type: every row is written anew [public.users: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.users ALTER COLUMN id TYPE bigint USING id::bigint;
-- create_view: created anew
CREATE VIEW reports.names AS
SELECT id, name
FROM public.users;
-- comment_on_relation: comment [reports.names: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW reports.names IS 'Of the analysts';
COMMIT;
