SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_rule: new rule [public.people: ACCESS EXCLUSIVE, instant]
CREATE RULE people_delete AS ON DELETE TO public.people DO INSTEAD UPDATE public.users SET gone = true WHERE id = old.id;
-- create_rule: new rule [public.people: ACCESS EXCLUSIVE, instant]
CREATE RULE people_insert AS ON INSERT TO public.people DO INSTEAD INSERT INTO public.users (id, name) VALUES (new.id, new.name) RETURNING id, name;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_rule: new rule [public.users: ACCESS EXCLUSIVE, instant]
CREATE RULE keep AS ON DELETE TO public.users DO INSTEAD NOTHING;
-- comment: comment
COMMENT ON RULE keep ON public.users IS 'Nobody goes';
-- create_rule: new rule [public.users: ACCESS EXCLUSIVE, instant]
CREATE RULE note AS ON UPDATE TO public.users WHERE (old.name IS DISTINCT FROM new.name) DO ALSO (
    INSERT INTO public.log (id, what) VALUES (old.id, 'was ' || old.name);
    INSERT INTO public.log (what, id) VALUES (new.name, new.id)
);
-- create_rule: new rule [public.users: ACCESS EXCLUSIVE, instant]
CREATE RULE told AS ON INSERT TO public.users DO ALSO NOTIFY users, 'new';
-- enable_rule: enabled state [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ENABLE ALWAYS RULE told;
COMMIT;
