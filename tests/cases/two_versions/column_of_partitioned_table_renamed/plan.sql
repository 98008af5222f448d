SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: the new name of `payload`, beside the old one [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD COLUMN body json;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.events_body_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.body IS NOT DISTINCT FROM NULL THEN
            NEW.body := NEW.payload;
        ELSE
            NEW.payload := NEW.body;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.events.body' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.body := OLD.payload;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.body), ROW(OLD.body)) THEN
        NEW.payload := NEW.body;
    ELSE
        NEW.body := NEW.payload;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.events_body_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"payload","to":"body"}}';
-- create_trigger: for every row that is written from here on [public.events: SHARE ROW EXCLUSIVE, instant; public.events_1: SHARE ROW EXCLUSIVE, instant; public.events_2: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_body_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.events FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.events.body') EXECUTE FUNCTION public.events_body_schemadiff_mirror();
-- add_column: the new name of `kind`, beside the old one [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events ADD COLUMN event_kind text;
-- create_function: keeps both equal, whichever is written
CREATE OR REPLACE FUNCTION public.events_event_kind_schemadiff_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'INSERT' THEN
        IF NEW.event_kind IS NOT DISTINCT FROM NULL THEN
            NEW.event_kind := NEW.kind;
        ELSE
            NEW.kind := NEW.event_kind;
        END IF;
    ELSIF pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.events.event_kind' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
        NEW.event_kind := OLD.kind;
    ELSIF pg_catalog.record_image_ne(ROW(NEW.event_kind), ROW(OLD.event_kind)) THEN
        NEW.kind := NEW.event_kind;
    ELSE
        NEW.event_kind := NEW.kind;
    END IF;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.events_event_kind_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"kind","to":"event_kind"}}';
-- create_trigger: for every row that is written from here on [public.events: SHARE ROW EXCLUSIVE, instant; public.events_1: SHARE ROW EXCLUSIVE, instant; public.events_2: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zz_event_kind_schemadiff_mirror BEFORE INSERT OR UPDATE ON public.events FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.events.event_kind') EXECUTE FUNCTION public.events_event_kind_schemadiff_mirror();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.events: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.events.body', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.events'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.events'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET body = payload WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(body), ROW(payload))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.events_body_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"payload","to":"body","filled":true}}';
COMMIT;

-- step 4 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.events: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.events.event_kind', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.events'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.events'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET event_kind = kind WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND pg_catalog.record_image_ne(ROW(event_kind), ROW(kind))', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.events_event_kind_schemadiff_mirror() IS 'schemadiff: {"rename_column":{"from":"kind","to":"event_kind","filled":true}}';
-- create_index_only: as `idx_events_kind`, for the new name; invalid until every partition has its part [public.events: SHARE, instant]
CREATE INDEX idx_events_kind_schemadiff_copy ON ONLY public.events USING btree (event_kind, id);
COMMIT;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `idx_events_kind_schemadiff_copy` that partition `events_1` holds [public.events_1: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_1_event_kind_id_idx ON public.events_1 USING btree (event_kind, id);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.idx_events_kind_schemadiff_copy ATTACH PARTITION public.events_1_event_kind_id_idx;
COMMIT;

-- step 8 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: the part of `idx_events_kind_schemadiff_copy` that partition `events_2` holds [public.events_2: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY events_2_event_kind_id_idx ON public.events_2 USING btree (event_kind, id);

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- attach_index: becomes valid with the last one
ALTER INDEX public.idx_events_kind_schemadiff_copy ATTACH PARTITION public.events_2_event_kind_id_idx;
COMMIT;

-- contract: after every old application is gone

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_body_schemadiff_mirror ON public.events;
-- drop_column: a copy: `payload` has every value [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DROP COLUMN body;
-- rename_column: the column itself, with all that it has, under its new name [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events RENAME COLUMN payload TO body;
-- drop_function: of the trigger
DROP FUNCTION public.events_body_schemadiff_mirror();
-- drop_trigger: there is one column from here on [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zz_event_kind_schemadiff_mirror ON public.events;
-- drop_column: a copy: `kind` has every value [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events DROP COLUMN event_kind;
-- rename_column: the column itself, with all that it has, under its new name [public.events: ACCESS EXCLUSIVE, instant; public.events_1: ACCESS EXCLUSIVE, instant; public.events_2: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events RENAME COLUMN kind TO event_kind;
-- drop_function: of the trigger
DROP FUNCTION public.events_event_kind_schemadiff_mirror();
COMMIT;
