SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [public.people: ACCESS EXCLUSIVE, instant]
DROP VIEW public.people;
-- create_view: created anew
CREATE VIEW public.people AS
SELECT name, id
FROM public.users
WHERE NOT gone;
-- create_rule: created anew [public.people: ACCESS EXCLUSIVE, instant]
CREATE RULE people_delete AS ON DELETE TO public.people DO INSTEAD UPDATE public.users SET gone = true WHERE id = old.id;
-- comment: comment
COMMENT ON RULE people_delete ON public.people IS 'Only hidden';
-- create_rule: created anew [public.people: ACCESS EXCLUSIVE, instant]
CREATE RULE people_update AS ON UPDATE TO public.people DO INSTEAD NOTHING;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_rule: created anew below: column `public.log.what` changes under it [public.users: ACCESS EXCLUSIVE, instant]
DROP RULE note ON public.users;
-- change_type_rewrite: another type: every row is written anew [public.log: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.log ALTER COLUMN what TYPE character varying(20) USING what::character varying(20);
-- create_rule: created anew [public.users: ACCESS EXCLUSIVE, instant]
CREATE RULE note AS ON UPDATE TO public.users DO ALSO INSERT INTO public.log (id, what) VALUES (old.id, 'x');
COMMIT;
