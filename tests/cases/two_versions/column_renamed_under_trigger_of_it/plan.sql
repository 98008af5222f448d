SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: the new name of `name`, beside the old one [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD COLUMN full_name text;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.users_full_name_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.full_name IS NOT DISTINCT FROM NULL THEN
            NEW.full_name := NEW.name;
        ELSE
            NEW.name := NEW.full_name;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.users.full_name' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.full_name := OLD.name;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.full_name), ROW(OLD.full_name)) THEN
        NEW.name := NEW.full_name;
    ELSE
        NEW.full_name := NEW.name;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.users_full_name_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"name","to":"full_name"}}';
-- create_trigger: for every row that is written from here on [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_full_name_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.users_full_name_schemadiff_mirror();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.users: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.users.full_name', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.users'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.users'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET full_name = name WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(full_name), ROW(name))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.users_full_name_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"name","to":"full_name","filled":true}}';
-- replace_trigger: fires for the new name too [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER keep AFTER UPDATE OF name, seen, full_name ON public.users FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION public.note_name();
-- replace_trigger: fires for the new name too [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER once BEFORE INSERT OR UPDATE OF name, full_name ON public.users FOR EACH ROW EXECUTE FUNCTION public.note_nothing();
-- enable_trigger: enabled state [public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.users DISABLE TRIGGER once;
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_full_name_schemadiff_mirror ON public.users;
-- replace_trigger: its column has one name from here on [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER keep AFTER UPDATE OF name, seen ON public.users FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION public.note_name();
-- replace_trigger: its column has one name from here on [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER once BEFORE INSERT OR UPDATE OF name ON public.users FOR EACH ROW EXECUTE FUNCTION public.note_nothing();
-- enable_trigger: enabled state [public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.users DISABLE TRIGGER once;
-- drop_column: a copy: `name` has every value [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP COLUMN full_name;
-- rename_column: the column itself, with all that it has, under its new name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users RENAME COLUMN name TO full_name;
-- drop_function: of the trigger
DROP FUNCTION public.users_full_name_schemadiff_mirror();
COMMIT;
