SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: view `public.v` changes under it [public.w: ACCESS EXCLUSIVE, instant]
DROP VIEW public.w;
-- drop_view: created anew below: its columns change [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- create_view: created anew
CREATE VIEW public.v WITH (security_barrier = true) AS
SELECT name, id
FROM public.users;
-- comment_on_relation: comment [public.v: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.v IS 'Barrier';
-- comment_on_relation: comment [public.v: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.v.id IS 'Number';
-- create_view: created anew
CREATE VIEW public.w WITH (check_option = local) AS
SELECT id
FROM public.v
WHERE id > 0;
-- comment_on_relation: comment [public.w: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.w IS 'Checked';
COMMIT;
