SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: the new name of `account_id`, beside the old one [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts ADD COLUMN id bigint;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.accounts_id_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.id IS NOT DISTINCT FROM NULL THEN
            NEW.id := NEW.account_id;
        ELSE
            NEW.account_id := NEW.id;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.accounts.id' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.id := OLD.account_id;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.id), ROW(OLD.id)) THEN
        NEW.account_id := NEW.id;
    ELSE
        NEW.id := NEW.account_id;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.accounts_id_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"account_id","to":"id"}}';
-- create_trigger: for every row that is written from here on [public.accounts: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_id_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.accounts FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.accounts.id') EXECUTE FUNCTION public.accounts_id_schemadiff_mirror();
-- grant: as on the column itself [public.accounts: ACCESS SHARE, instant] ! changes who may see or do what
GRANT SELECT (id) ON TABLE public.accounts TO case_reader;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: the new name of `account`, beside the old one [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD COLUMN account_id bigint;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.entries_account_id_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.account_id IS NOT DISTINCT FROM NULL THEN
            NEW.account_id := NEW.account;
        ELSE
            NEW.account := NEW.account_id;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.entries.account_id' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.account_id := OLD.account;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.account_id), ROW(OLD.account_id)) THEN
        NEW.account := NEW.account_id;
    ELSE
        NEW.account_id := NEW.account;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.entries_account_id_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"account","to":"account_id"}}';
-- create_trigger: for every row that is written from here on [public.entries: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_account_id_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.entries FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.entries.account_id') EXECUTE FUNCTION public.entries_account_id_schemadiff_mirror();
-- add_column: the new name of `amount`, beside the old one [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries ADD COLUMN total numeric(12,2);
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.entries_total_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.total IS NOT DISTINCT FROM NULL THEN
            NEW.total := NEW.amount;
        ELSE
            NEW.amount := NEW.total;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.entries.total' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.total := OLD.amount;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.total), ROW(OLD.total)) THEN
        NEW.amount := NEW.total;
    ELSE
        NEW.total := NEW.amount;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.entries_total_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"amount","to":"total"}}';
-- create_trigger: for every row that is written from here on [public.entries: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_total_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.entries FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.entries.total') EXECUTE FUNCTION public.entries_total_schemadiff_mirror();
COMMIT;

-- backfill: then, while everybody works on

-- step 3 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.accounts: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.accounts.id', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.accounts'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.accounts'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET id = account_id WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(id), ROW(account_id))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.accounts_id_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"account_id","to":"id","filled":true}}';
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `accounts_pkey`, for the new name [public.accounts: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY accounts_pkey_schemadiff_copy ON public.accounts USING btree (id);

-- step 6 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.entries: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.entries.account_id', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.entries'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.entries'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET account_id = account WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(account_id), ROW(account))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.entries_account_id_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"account","to":"account_id","filled":true}}';
COMMIT;

-- step 8 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: as `idx_entries_account`, for the new name [public.entries: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY idx_entries_account_schemadiff_copy ON public.entries USING btree (account_id, total);

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
    PERFORM set_config('schemadiff.backfill', 'public.entries.total', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.entries'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.entries'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET total = amount WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(total), ROW(amount))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.entries_total_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"amount","to":"total","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 11 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_constraint: the same constraint under another name [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME CONSTRAINT entries_account_fkey TO entries_account_id_fkey;
-- rename_constraint: the same constraint under another name [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME CONSTRAINT entries_amount_check TO entries_total_check;
-- drop_trigger: there is one column from here on [public.entries: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_total_schemadiff_mirror ON public.entries;
-- drop_column: a copy: `amount` has every value [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP COLUMN total;
-- rename_column: the column itself, with all that it has, under its new name [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME COLUMN amount TO total;
-- drop_function: of the trigger
DROP FUNCTION public.entries_total_schemadiff_mirror();
COMMIT;

-- step 12 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.accounts: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_id_schemadiff_mirror ON public.accounts;
-- drop_column: a copy: `account_id` has every value [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts DROP COLUMN id;
-- rename_column: the column itself, with all that it has, under its new name [public.accounts: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.accounts RENAME COLUMN account_id TO id;
-- drop_function: of the trigger
DROP FUNCTION public.accounts_id_schemadiff_mirror();
COMMIT;

-- step 13 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.entries: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_account_id_schemadiff_mirror ON public.entries;
-- drop_column: a copy: `account` has every value [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries DROP COLUMN account_id;
-- rename_column: the column itself, with all that it has, under its new name [public.entries: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.entries RENAME COLUMN account TO account_id;
-- drop_function: of the trigger
DROP FUNCTION public.entries_account_id_schemadiff_mirror();
COMMIT;
