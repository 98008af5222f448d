SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: the new name of `a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs`, beside the old one [public."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."Order" ADD COLUMN a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_ integer;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public."Order_a_column_whose_name_is_quite_a_c0623038_schemadiff_mirror"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_ IS NOT DISTINCT FROM NULL THEN
            NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_ := NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs;
        ELSE
            NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs := NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.Order.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_ := OLD.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_), ROW(OLD.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_)) THEN
        NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs := NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_;
    ELSE
        NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_ := NEW.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public."Order_a_column_whose_name_is_quite_a_c0623038_schemadiff_mirror"() IS 'schemadiff: {"rename_column":{"from":"a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs","to":"a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_"}}';
-- create_trigger: for every row that is written from here on [public."Order": SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_a_column_whose_name_is_quite_as_l_b12d7f96_schemadiff_mirror BEFORE INSERT OR UPDATE ON public."Order" FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.Order.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_') EXECUTE FUNCTION public."Order_a_column_whose_name_is_quite_a_c0623038_schemadiff_mirror"();
-- add_column: the new name of `the "Name"`, beside the old one [public."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."Order" ADD COLUMN "select" text;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public."Order_select_schemadiff_mirror"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW."select" IS NOT DISTINCT FROM NULL THEN
            NEW."select" := NEW."the ""Name""";
        ELSE
            NEW."the ""Name""" := NEW."select";
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.Order.select' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW."select" := OLD."the ""Name""";
    ELSIF pg_catalog.record_image_ne(ROW(NEW."select"), ROW(OLD."select")) THEN
        NEW."the ""Name""" := NEW."select";
    ELSE
        NEW."select" := NEW."the ""Name""";
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public."Order_select_schemadiff_mirror"() IS E'schemadiff: {"rename_column":{"from":"the \\"Name\\"","to":"select"}}';
-- create_trigger: for every row that is written from here on [public."Order": SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_select_schemadiff_mirror BEFORE INSERT OR UPDATE ON public."Order" FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.Order.select') EXECUTE FUNCTION public."Order_select_schemadiff_mirror"();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public."Order": ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.Order.a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public."Order"'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public."Order"'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_ = a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_), ROW(a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public."Order_a_column_whose_name_is_quite_a_c0623038_schemadiff_mirror"() IS 'schemadiff: {"rename_column":{"from":"a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs","to":"a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_","filled":true}}';
COMMIT;

-- step 4 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: as `an_index_whose_name_is_quite_as_long_as_names_may_be_in_postgre`, for the new name [public."Order": SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY an_index_whose_name_is_quite_as_long_a_e1731a4f_schemadiff_copy ON public."Order" USING btree (a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_, "select");

-- step 5 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public."Order": ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.Order.select', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public."Order"'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public."Order"'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET "select" = "the ""Name""" WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW("select"), ROW("the ""Name"""))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public."Order_select_schemadiff_mirror"() IS E'schemadiff: {"rename_column":{"from":"the \\"Name\\"","to":"select","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public."Order": ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_select_schemadiff_mirror ON public."Order";
-- drop_column: a copy: `the "Name"` has every value [public."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."Order" DROP COLUMN "select";
-- rename_column: the column itself, with all that it has, under its new name [public."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."Order" RENAME COLUMN "the ""Name""" TO "select";
-- drop_function: of the trigger
DROP FUNCTION public."Order_select_schemadiff_mirror"();
-- drop_trigger: there is one column from here on [public."Order": ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_a_column_whose_name_is_quite_as_l_b12d7f96_schemadiff_mirror ON public."Order";
-- drop_column: a copy: `a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs` has every value [public."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."Order" DROP COLUMN a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_;
-- rename_column: the column itself, with all that it has, under its new name [public."Order": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."Order" RENAME COLUMN a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgrs TO a_column_whose_name_is_quite_as_long_as_names_may_be_in_postgr_;
-- drop_function: of the trigger
DROP FUNCTION public."Order_a_column_whose_name_is_quite_a_c0623038_schemadiff_mirror"();
COMMIT;
