SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `body` in its new type, beside the old one [public.documents: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.documents ADD COLUMN body_schemadiff_new jsonb;
-- create_function: keeps what `body` says, in the new type
CREATE OR REPLACE FUNCTION public.documents_body_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET TimeZone FROM CURRENT SET DateStyle FROM CURRENT SET IntervalStyle FROM CURRENT SET extra_float_digits FROM CURRENT AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.documents.body_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.body_schemadiff_new := NEW.body::jsonb;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.documents_body_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"body","shadow":"body_schemadiff_new","conversion":"body::jsonb"}}';
-- create_trigger: for every row that is written from here on: a value that the new type does not take is refused [public.documents: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit; breaks the running application
CREATE OR REPLACE TRIGGER zzz_body_schemadiff_retype BEFORE INSERT OR UPDATE ON public.documents FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.documents.body_schemadiff_new') EXECUTE FUNCTION public.documents_body_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.documents: ROW EXCLUSIVE, rows] ! fails if rows do not fit
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.documents.body_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.documents'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.documents'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET body_schemadiff_new = body::jsonb WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND body_schemadiff_new IS NOT DISTINCT FROM NULL AND body IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.documents_body_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"body","shadow":"body_schemadiff_new","conversion":"body::jsonb","filled":true}}';
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.documents: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.documents ADD CONSTRAINT documents_body_schemadiff_not_null CHECK (body_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.documents: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.documents VALIDATE CONSTRAINT documents_body_schemadiff_not_null;
COMMIT;

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.documents: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.documents;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.documents: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_body_schemadiff_retype ON public.documents;
-- set_not_null_proven: the check has proved it [public.documents: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.documents ADD CONSTRAINT documents_body_not_null_schemadiff_copy NOT NULL body_schemadiff_new;
-- drop_constraint: the check has served [public.documents: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.documents DROP CONSTRAINT documents_body_schemadiff_not_null;
-- drop_column: what it says is kept in the new type only [public.documents: ACCESS EXCLUSIVE, instant] ! loses data; cannot be undone
ALTER TABLE public.documents DROP COLUMN body;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.documents: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.documents RENAME COLUMN body_schemadiff_new TO body;
-- rename_constraint: in the place of the one that went with the old column [public.documents: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.documents RENAME CONSTRAINT documents_body_not_null_schemadiff_copy TO documents_body_not_null;
-- set_default: for rows to come [public.documents: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.documents ALTER COLUMN body SET DEFAULT '{}';
-- drop_function: of the trigger
DROP FUNCTION public.documents_body_schemadiff_retype();
COMMIT;
