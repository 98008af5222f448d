SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- replace_rule: another definition [public.users: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE RULE keep AS ON DELETE TO public.users WHERE (old.gone) DO INSTEAD NOTHING;
-- replace_rule: another definition [public.users: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE RULE note AS ON UPDATE TO public.users WHERE (old.id > 5) DO ALSO INSERT INTO public.log (id, what) VALUES (new.id, new.name);
-- replace_rule: another definition [public.users: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE RULE told AS ON INSERT TO public.users DO ALSO (
    INSERT INTO public.log (id, what) VALUES (new.id, new.name);
    INSERT INTO public.log (id, what) VALUES (new.id, 'again')
);
-- comment: comment
COMMENT ON RULE told ON public.users IS 'Told twice';
COMMIT;
