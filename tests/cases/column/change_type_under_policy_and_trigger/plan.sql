SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `owner_id` in its new type, beside the old one [public.files: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.files ADD COLUMN owner_id_schemadiff_new bigint;
-- create_function: keeps what `owner_id` says, in the new type
CREATE OR REPLACE FUNCTION public.files_owner_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.files.owner_id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.owner_id_schemadiff_new := NEW.owner_id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.files_owner_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"owner_id","shadow":"owner_id_schemadiff_new","conversion":"owner_id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.files: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_owner_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.files FOR EACH ROW EXECUTE FUNCTION public.files_owner_id_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.files: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.files.owner_id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.files'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.files'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET owner_id_schemadiff_new = owner_id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND owner_id_schemadiff_new IS NOT DISTINCT FROM NULL AND owner_id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.files_owner_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"owner_id","shadow":"owner_id_schemadiff_new","conversion":"owner_id::bigint","filled":true}}';
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.files: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.files ADD CONSTRAINT files_owner_id_schemadiff_not_null CHECK (owner_id_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.files: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.files VALIDATE CONSTRAINT files_owner_id_schemadiff_not_null;
COMMIT;

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: created anew below: column `public.files.owner_id` changes under it [public.files: ACCESS EXCLUSIVE, instant]
DROP TRIGGER touch ON public.files;
-- drop_policy: created anew below: column `public.files.owner_id` changes under it [public.files: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY own ON public.files;
-- drop_trigger: there is one column from here on [public.files: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_owner_id_schemadiff_retype ON public.files;
-- set_not_null_proven: the check has proved it [public.files: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.files ALTER COLUMN owner_id_schemadiff_new SET NOT NULL;
-- drop_constraint: the check has served [public.files: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.files DROP CONSTRAINT files_owner_id_schemadiff_not_null;
-- drop_column: `owner_id_schemadiff_new` has every value in the new type [public.files: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.files DROP COLUMN owner_id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.files: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.files RENAME COLUMN owner_id_schemadiff_new TO owner_id;
-- drop_function: of the trigger
DROP FUNCTION public.files_owner_id_schemadiff_retype();
-- create_trigger: created anew [public.files: SHARE ROW EXCLUSIVE, instant]
CREATE TRIGGER touch BEFORE UPDATE ON public.files FOR EACH ROW WHEN (old.owner_id <> new.owner_id) EXECUTE FUNCTION public.touch();
-- create_policy: created anew [public.files: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
CREATE POLICY own ON public.files FOR ALL TO PUBLIC USING (owner_id > 0);
COMMIT;
