SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers RENAME TO clients;
-- create_view: the old name, for as long as somebody uses it
CREATE VIEW public.customers AS SELECT id, code, note, created_at FROM public.clients;
-- comment_on_relation: tells a later plan what it is for
COMMENT ON VIEW public.customers IS 'schemadiff: {"rename_table":{"schema":"public","to":"clients"}}';
-- add_column: the new name of `code`, beside the old one [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients ADD COLUMN short_name character varying(20);
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.clients_short_name_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.short_name IS NOT DISTINCT FROM NULL THEN
            NEW.short_name := NEW.code;
        ELSE
            NEW.code := NEW.short_name;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.clients.short_name' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.short_name := OLD.code;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.short_name), ROW(OLD.short_name)) THEN
        NEW.code := NEW.short_name;
    ELSE
        NEW.short_name := NEW.code;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.clients_short_name_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"code","to":"short_name"}}';
-- create_trigger: for every row that is written from here on [public.clients: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_short_name_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.clients FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.clients.short_name') EXECUTE FUNCTION public.clients_short_name_schemadiff_mirror();
-- add_column: new column [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients ADD COLUMN vip boolean DEFAULT false NOT NULL;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: new index [public.clients: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY idx_clients_vip ON public.clients USING btree (created_at) WHERE vip;

-- backfill: then, while everybody works on

-- step 3 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.clients: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.clients.short_name', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.clients'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.clients'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET short_name = code WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(short_name), ROW(code))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.clients_short_name_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"code","to":"short_name","filled":true}}';
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `customers_code_key`, for the new name [public.clients: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY customers_code_key_schemadiff_copy ON public.clients USING btree (short_name);

-- contract: after every old application is gone

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: nobody uses the old name any more [public.customers: ACCESS EXCLUSIVE, instant]
DROP VIEW public.customers;
-- drop_column: no longer in the model [public.clients: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.clients DROP COLUMN note;
-- rename_constraint: the same constraint under another name [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients RENAME CONSTRAINT customers_pkey TO clients_pkey;
-- rename_constraint: the same constraint under another name [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients RENAME CONSTRAINT customers_code_key TO clients_short_name_key;
-- drop_trigger: there is one column from here on [public.clients: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_short_name_schemadiff_mirror ON public.clients;
-- drop_column: a copy: `code` has every value [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients DROP COLUMN short_name;
-- rename_column: the column itself, with all that it has, under its new name [public.clients: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.clients RENAME COLUMN code TO short_name;
-- drop_function: of the trigger
DROP FUNCTION public.clients_short_name_schemadiff_mirror();
COMMIT;
