SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: view `public.people` changes under it [public.old_people: ACCESS EXCLUSIVE, instant]
DROP VIEW public.old_people;
-- drop_view: created anew below: its columns change [public.people: ACCESS EXCLUSIVE, instant]
DROP VIEW public.people;
-- create_view: created anew
CREATE VIEW public.people AS
SELECT id, name
FROM public.users;
-- create_view: created anew
CREATE VIEW public.old_people AS
SELECT id, name
FROM public.people
WHERE id < 100;
-- comment_on_relation: comment [public.old_people: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.old_people IS 'Here from the start';
COMMIT;
