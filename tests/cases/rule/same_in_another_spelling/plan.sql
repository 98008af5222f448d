SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- replace_rule: another definition [public.people: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE RULE people_delete AS ON DELETE TO public.people DO INSTEAD UPDATE public.users SET gone = true WHERE id = old.id;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- replace_rule: another definition [public.users: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE RULE note AS ON UPDATE TO public.users WHERE (old.name IS DISTINCT FROM new.name) DO ALSO (
    INSERT INTO public.log (id, what) VALUES (old.id, 'was ' || old.name);
    INSERT INTO public.log (what, id) VALUES (new.name, new.id)
);
COMMIT;
