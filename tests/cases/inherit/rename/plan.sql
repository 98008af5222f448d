SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.places: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.places RENAME TO spots;
-- create_view: the old name, for as long as somebody uses it
CREATE VIEW public.places AS SELECT id, name FROM public.spots;
-- comment_on_relation: tells a later plan what it is for
COMMENT ON VIEW public.places IS 'schemadiff: {"rename_table":{"schema":"public","to":"spots"}}';
-- add_column: the new name of `id`, beside the old one [public.spots: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.spots ADD COLUMN number bigint;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.spots_number_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.number IS NOT DISTINCT FROM NULL THEN
            NEW.number := NEW.id;
        ELSE
            NEW.id := NEW.number;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.spots.number' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.number := OLD.id;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.number), ROW(OLD.number)) THEN
        NEW.id := NEW.number;
    ELSE
        NEW.number := NEW.id;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.spots_number_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"id","to":"number"}}';
-- create_trigger: for every row that is written from here on [public.spots: SHARE ROW EXCLUSIVE, instant; public.capitals: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_number_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.spots FOR EACH ROW EXECUTE FUNCTION public.spots_number_schemadiff_mirror();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.spots: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.spots.number', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.spots'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.spots'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET number = id WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(number), ROW(id))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.spots_number_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"id","to":"number","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: nobody uses the old name any more [public.places: ACCESS EXCLUSIVE, instant]
DROP VIEW public.places;
-- drop_trigger: there is one column from here on [public.spots: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_number_schemadiff_mirror ON public.spots;
-- drop_column: a copy: `id` has every value [public.spots: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.spots DROP COLUMN number;
-- rename_column: the column itself, with all that it has, under its new name [public.spots: ACCESS EXCLUSIVE, instant; public.capitals: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.spots RENAME COLUMN id TO number;
-- drop_function: of the trigger
DROP FUNCTION public.spots_number_schemadiff_mirror();
COMMIT;
