SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_sequence: other options [public.entries_id_seq: SHARE ROW EXCLUSIVE, instant]
ALTER SEQUENCE public.entries_id_seq AS bigint;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `id` in its new type, beside the old one [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts ADD COLUMN id_schemadiff_new bigint;
-- create_function: keeps what `id` says, in the new type
CREATE OR REPLACE FUNCTION public.accounts_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.accounts.id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.id_schemadiff_new := NEW.id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.accounts_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"id","shadow":"id_schemadiff_new","conversion":"id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.accounts: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.accounts FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.accounts.id_schemadiff_new') EXECUTE FUNCTION public.accounts_id_schemadiff_retype();
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `account_id` in its new type, beside the old one [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD COLUMN account_id_schemadiff_new bigint;
-- create_function: keeps what `account_id` says, in the new type
CREATE OR REPLACE FUNCTION public.entries_account_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.entries.account_id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.account_id_schemadiff_new := NEW.account_id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.entries_account_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"account_id","shadow":"account_id_schemadiff_new","conversion":"account_id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.entries: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_account_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.entries FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.entries.account_id_schemadiff_new') EXECUTE FUNCTION public.entries_account_id_schemadiff_retype();
-- add_column: `id` in its new type, beside the old one [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD COLUMN id_schemadiff_new bigint;
-- create_function: keeps what `id` says, in the new type
CREATE OR REPLACE FUNCTION public.entries_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.entries.id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.id_schemadiff_new := NEW.id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.entries_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"id","shadow":"id_schemadiff_new","conversion":"id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.entries: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.entries FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.entries.id_schemadiff_new') EXECUTE FUNCTION public.entries_id_schemadiff_retype();
-- add_column: `parent_id` in its new type, beside the old one [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD COLUMN parent_id_schemadiff_new bigint;
-- create_function: keeps what `parent_id` says, in the new type
CREATE OR REPLACE FUNCTION public.entries_parent_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.entries.parent_id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.parent_id_schemadiff_new := NEW.parent_id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.entries_parent_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"parent_id","shadow":"parent_id_schemadiff_new","conversion":"parent_id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.entries: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_parent_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.entries FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.entries.parent_id_schemadiff_new') EXECUTE FUNCTION public.entries_parent_id_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 4 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.accounts: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.accounts.id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.accounts'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.accounts'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET id_schemadiff_new = id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND id_schemadiff_new IS NOT DISTINCT FROM NULL AND id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.accounts_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"id","shadow":"id_schemadiff_new","conversion":"id::bigint","filled":true}}';
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `accounts_pkey`, over the new type [public.accounts: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE UNIQUE INDEX CONCURRENTLY accounts_pkey_schemadiff_copy ON public.accounts USING btree (id_schemadiff_new);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts ADD CONSTRAINT accounts_id_schemadiff_not_null CHECK (id_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.accounts: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.accounts VALIDATE CONSTRAINT accounts_id_schemadiff_not_null;
COMMIT;

-- step 9 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.entries: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.entries.account_id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.entries'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.entries'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET account_id_schemadiff_new = account_id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND account_id_schemadiff_new IS NOT DISTINCT FROM NULL AND account_id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.entries_account_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"account_id","shadow":"account_id_schemadiff_new","conversion":"account_id::bigint","filled":true}}';
COMMIT;

-- step 11 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.entries: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.entries.id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.entries'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.entries'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET id_schemadiff_new = id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND id_schemadiff_new IS NOT DISTINCT FROM NULL AND id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 12 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.entries_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"id","shadow":"id_schemadiff_new","conversion":"id::bigint","filled":true}}';
COMMIT;

-- step 13 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.entries: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.entries.parent_id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.entries'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.entries'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET parent_id_schemadiff_new = parent_id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND parent_id_schemadiff_new IS NOT DISTINCT FROM NULL AND parent_id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 14 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.entries_parent_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"parent_id","shadow":"parent_id_schemadiff_new","conversion":"parent_id::bigint","filled":true}}';
COMMIT;

-- step 15 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: as `entries_account`, over the new type [public.entries: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY entries_account_schemadiff_copy ON public.entries USING btree (account_id_schemadiff_new);

-- step 16 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `entries_pkey`, over the new type [public.entries: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE UNIQUE INDEX CONCURRENTLY entries_pkey_schemadiff_copy ON public.entries USING btree (id_schemadiff_new);

-- step 17 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_account_id_schemadiff_not_null CHECK (account_id_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 18 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.entries: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.entries VALIDATE CONSTRAINT entries_account_id_schemadiff_not_null;
COMMIT;

-- step 19 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_id_schemadiff_not_null CHECK (id_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 20 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.entries: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.entries VALIDATE CONSTRAINT entries_id_schemadiff_not_null;
COMMIT;

-- step 21 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: as `entries_account_id_fkey`, over the new type [public.entries: SHARE ROW EXCLUSIVE, instant; public.accounts: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_account_id_fkey_schemadiff_copy FOREIGN KEY (account_id_schemadiff_new) REFERENCES public.accounts (id_schemadiff_new) ON DELETE CASCADE NOT VALID;
COMMIT;

-- step 22 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: as `entries_parent_id_fkey`, over the new type [public.entries: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_parent_id_fkey_schemadiff_copy FOREIGN KEY (parent_id_schemadiff_new) REFERENCES public.entries (id_schemadiff_new) ON DELETE SET NULL NOT VALID;
COMMIT;

-- step 23 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: as `notes_account_fkey`, over the new type [public.notes: SHARE ROW EXCLUSIVE, instant; public.accounts: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.notes ADD CONSTRAINT notes_account_fkey_schemadiff_copy FOREIGN KEY (account) REFERENCES public.accounts (id_schemadiff_new) NOT VALID;
COMMIT;

-- step 24 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.entries: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.entries VALIDATE CONSTRAINT entries_account_id_fkey_schemadiff_copy;
COMMIT;

-- step 25 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.entries: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.entries VALIDATE CONSTRAINT entries_parent_id_fkey_schemadiff_copy;
COMMIT;

-- step 26 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.notes: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.notes VALIDATE CONSTRAINT notes_account_fkey_schemadiff_copy;
COMMIT;

-- contract: after every old application is gone

-- step 27 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.accounts: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.accounts;
COMMIT;

-- step 28 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.entries: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.entries;
COMMIT;

-- step 29 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.accounts: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_id_schemadiff_retype ON public.accounts;
-- drop_trigger: there is one column from here on [public.entries: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_account_id_schemadiff_retype ON public.entries;
-- drop_trigger: there is one column from here on [public.entries: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_id_schemadiff_retype ON public.entries;
-- drop_trigger: there is one column from here on [public.entries: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_parent_id_schemadiff_retype ON public.entries;
-- drop_foreign_key: makes room for the one over the new type [public.entries: ACCESS EXCLUSIVE, instant; public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP CONSTRAINT entries_account_id_fkey;
-- drop_foreign_key: makes room for the one over the new type [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP CONSTRAINT entries_parent_id_fkey;
-- drop_foreign_key: makes room for the one over the new type [public.notes: ACCESS EXCLUSIVE, instant; public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.notes DROP CONSTRAINT notes_account_fkey;
-- set_not_null_proven: the check has proved it [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts ADD CONSTRAINT accounts_id_not_null_schemadiff_copy NOT NULL id_schemadiff_new;
-- drop_constraint: the check has served [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts DROP CONSTRAINT accounts_id_schemadiff_not_null;
-- add_identity: numbered as the old column is [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts ALTER COLUMN id_schemadiff_new ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME public.accounts_id_seq_schemadiff_copy);
-- advance_sequence: goes on where the old numbers end
SELECT setval('public.accounts_id_seq_schemadiff_copy', last_value, is_called) FROM public.accounts_id_seq;
-- set_not_null_proven: the check has proved it [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_account_id_not_null_schemadiff_copy NOT NULL account_id_schemadiff_new;
-- drop_constraint: the check has served [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP CONSTRAINT entries_account_id_schemadiff_not_null;
-- set_not_null_proven: the check has proved it [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_id_not_null_schemadiff_copy NOT NULL id_schemadiff_new;
-- drop_constraint: the check has served [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP CONSTRAINT entries_id_schemadiff_not_null;
-- own_sequence: would go with the old column [public.entries_id_seq: SHARE ROW EXCLUSIVE, instant]
ALTER SEQUENCE public.entries_id_seq OWNED BY public.entries.id_schemadiff_new;
-- drop_column: `id_schemadiff_new` has every value in the new type [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts DROP COLUMN id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts RENAME COLUMN id_schemadiff_new TO id;
-- drop_column: `account_id_schemadiff_new` has every value in the new type [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP COLUMN account_id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME COLUMN account_id_schemadiff_new TO account_id;
-- drop_column: `id_schemadiff_new` has every value in the new type [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP COLUMN id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME COLUMN id_schemadiff_new TO id;
-- drop_column: `parent_id_schemadiff_new` has every value in the new type [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP COLUMN parent_id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME COLUMN parent_id_schemadiff_new TO parent_id;
-- rename_constraint: in the place of the one that went with the old column [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts RENAME CONSTRAINT accounts_id_not_null_schemadiff_copy TO accounts_id_not_null;
-- rename_sequence: under the name that the old one had
ALTER SEQUENCE public.accounts_id_seq_schemadiff_copy RENAME TO accounts_id_seq;
-- rename_constraint: in the place of the one that went with the old column [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME CONSTRAINT entries_account_id_not_null_schemadiff_copy TO entries_account_id_not_null;
-- rename_constraint: in the place of the one that went with the old column [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME CONSTRAINT entries_id_not_null_schemadiff_copy TO entries_id_not_null;
-- set_default: for rows to come [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ALTER COLUMN id SET DEFAULT nextval('public.entries_id_seq'::regclass);
-- rename_index: in the place of the one that went with the old column
ALTER INDEX public.entries_account_schemadiff_copy RENAME TO entries_account;
-- add_key_using_index: takes the index over [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts ADD CONSTRAINT accounts_pkey PRIMARY KEY USING INDEX accounts_pkey_schemadiff_copy;
-- add_key_using_index: takes the index over [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD CONSTRAINT entries_pkey PRIMARY KEY USING INDEX entries_pkey_schemadiff_copy;
-- rename_constraint: in the place of the one that went with the old column [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME CONSTRAINT entries_account_id_fkey_schemadiff_copy TO entries_account_id_fkey;
-- rename_constraint: in the place of the one that went with the old column [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME CONSTRAINT entries_parent_id_fkey_schemadiff_copy TO entries_parent_id_fkey;
-- rename_constraint: in the place of the one that went with the old column [public.notes: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.notes RENAME CONSTRAINT notes_account_fkey_schemadiff_copy TO notes_account_fkey;
-- drop_function: of the trigger
DROP FUNCTION public.accounts_id_schemadiff_retype();
-- drop_function: of the trigger
DROP FUNCTION public.entries_account_id_schemadiff_retype();
-- drop_function: of the trigger
DROP FUNCTION public.entries_id_schemadiff_retype();
-- drop_function: of the trigger
DROP FUNCTION public.entries_parent_id_schemadiff_retype();
COMMIT;
