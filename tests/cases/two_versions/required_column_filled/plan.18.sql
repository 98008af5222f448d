SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD COLUMN email_key text;
-- comment_on_relation: comment [public.users: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.users.email_key IS 'What people log in with';
-- create_function: gives rows their value that know nothing of the column
CREATE OR REPLACE FUNCTION public.users_email_key_schemadiff_fill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled record;
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.users.email_key' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        filled := NEW;
        NEW := OLD;
        NEW.email_key := filled.email_key;
        RETURN NEW;
    END IF;
    IF NEW.email_key IS NOT DISTINCT FROM NULL THEN
        NEW.email_key := (SELECT (lower(email)) FROM (SELECT (NEW).*) AS users);
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.users_email_key_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"email_key"}}';
-- create_trigger: for every row that is written from here on [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_email_key_schemadiff_fill BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.users_email_key_schemadiff_fill();
-- add_column: new column [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ADD COLUMN domain text;
-- create_function: gives rows their value that know nothing of the column
CREATE OR REPLACE FUNCTION public.users_domain_schemadiff_fill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    filled record;
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.users.domain' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        filled := NEW;
        NEW := OLD;
        NEW.domain := filled.domain;
        RETURN NEW;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.users_domain_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"domain"}}';
-- create_trigger: for every row that is written from here on [public.users: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_domain_schemadiff_fill BEFORE INSERT OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.users_domain_schemadiff_fill();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the column [public.users: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.users.email_key', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.users'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.users'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET email_key = (lower(email)) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND email_key IS NOT DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.users_email_key_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"email_key","filled":true}}';
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: new index [public.users: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY uq_users_email_key ON public.users USING btree (email_key);

-- step 5 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the column [public.users: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.users.domain', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.users'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.users'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET domain = (split_part(users.email, ''@'', 2)) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND domain IS NOT DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.users_domain_schemadiff_fill() IS 'schemadiff: {"fill_column":{"column":"domain","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_not_null_not_valid: new rows have to have a value from here on [public.users: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.users ADD CONSTRAINT users_email_key_not_null NOT NULL email_key NOT VALID;
-- drop_trigger: whoever writes knows the column from here on [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_domain_schemadiff_fill ON public.users;
-- drop_function: of the trigger
DROP FUNCTION public.users_domain_schemadiff_fill();
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_not_null: reads the table while it is in use [public.users: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.users VALIDATE CONSTRAINT users_email_key_not_null;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: whoever writes knows the column from here on [public.users: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_email_key_schemadiff_fill ON public.users;
-- drop_function: of the trigger
DROP FUNCTION public.users_email_key_schemadiff_fill();
COMMIT;
