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
CREATE OR REPLACE TRIGGER zz_full_name_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.users.full_name') EXECUTE FUNCTION public.users_full_name_schemadiff_mirror();
-- add_column: new column [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD COLUMN email text;
-- create_function: gives rows their value that know nothing of the column
CREATE OR REPLACE FUNCTION public.users_email_schemadiff_fill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled record;
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.users.email' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        filled := NEW;
        NEW := OLD;
        NEW.email := filled.email;
        RETURN NEW;
    END IF;
    IF NEW.email IS NOT DISTINCT FROM NULL THEN
        NEW.email := (SELECT (lower(full_name) || '@example.org') FROM (SELECT (NEW).*) AS users);
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.users_email_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"email"}}';
-- create_trigger: for every row that is written from here on [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_email_schemadiff_fill BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.users.email') EXECUTE FUNCTION public.users_email_schemadiff_fill();
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
COMMIT;

-- step 4 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the column [public.users: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.users.email', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.users'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.users'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET email = (lower(full_name) || ''@example.org'') WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND email IS NOT DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.users_email_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"email","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT users_email_schemadiff_not_null CHECK (email IS NOT NULL) NOT VALID;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT users_email_schemadiff_not_null;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_not_null_proven: the check has proved it [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN email SET NOT NULL;
-- drop_constraint: the check has served [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP CONSTRAINT users_email_schemadiff_not_null;
-- drop_trigger: whoever writes knows the column from here on [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_email_schemadiff_fill ON public.users;
-- drop_function: of the trigger
DROP FUNCTION public.users_email_schemadiff_fill();
-- drop_trigger: there is one column from here on [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_full_name_schemadiff_mirror ON public.users;
-- drop_column: a copy: `name` has every value [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users DROP COLUMN full_name;
-- rename_column: the column itself, with all that it has, under its new name [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users RENAME COLUMN name TO full_name;
-- drop_function: of the trigger
DROP FUNCTION public.users_full_name_schemadiff_mirror();
COMMIT;
