SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `what` in its new type, beside the old one [public.log: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.log ADD COLUMN what_schemadiff_new character varying(20);
-- create_function: keeps what `what` says, in the new type
CREATE OR REPLACE FUNCTION public.log_what_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET TimeZone FROM CURRENT SET DateStyle FROM CURRENT SET IntervalStyle FROM CURRENT SET extra_float_digits FROM CURRENT AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.log.what_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.what_schemadiff_new := NEW.what::character varying(20);
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.log_what_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"what","shadow":"what_schemadiff_new","conversion":"what::character varying(20)"}}';
-- create_trigger: for every row that is written from here on: a value that the new type does not take is refused [public.log: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit; breaks the running application
CREATE OR REPLACE TRIGGER zzz_what_schemadiff_retype BEFORE INSERT OR UPDATE ON public.log FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.log.what_schemadiff_new') EXECUTE FUNCTION public.log_what_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 2 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.log: ROW EXCLUSIVE, rows] ! fails if rows do not fit
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.log.what_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.log'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.log'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET what_schemadiff_new = what::character varying(20) WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND what_schemadiff_new IS NOT DISTINCT FROM NULL AND what IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
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
COMMENT ON FUNCTION public.log_what_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"what","shadow":"what_schemadiff_new","conversion":"what::character varying(20)","filled":true}}';
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.log: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.log;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [public.people: ACCESS EXCLUSIVE, instant]
DROP VIEW public.people;
-- create_view: created anew
CREATE VIEW public.people AS
SELECT name, id
FROM public.users
WHERE NOT gone;
-- create_rule: created anew [public.people: ACCESS EXCLUSIVE, instant]
CREATE RULE people_delete AS ON DELETE TO public.people DO INSTEAD UPDATE public.users SET gone = true WHERE id = old.id;
-- comment: comment
COMMENT ON RULE people_delete ON public.people IS 'Only hidden';
-- create_rule: created anew [public.people: ACCESS EXCLUSIVE, instant]
CREATE RULE people_update AS ON UPDATE TO public.people DO INSTEAD NOTHING;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_rule: created anew below: column `public.log.what` changes under it [public.users: ACCESS EXCLUSIVE, instant]
DROP RULE note ON public.users;
-- drop_trigger: there is one column from here on [public.log: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_what_schemadiff_retype ON public.log;
-- drop_column: what it says is kept in the new type only [public.log: ACCESS EXCLUSIVE, instant] ! loses data; cannot be undone
ALTER TABLE public.log DROP COLUMN what;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.log: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.log RENAME COLUMN what_schemadiff_new TO what;
-- drop_function: of the trigger
DROP FUNCTION public.log_what_schemadiff_retype();
-- create_rule: created anew [public.users: ACCESS EXCLUSIVE, instant]
CREATE RULE note AS ON UPDATE TO public.users DO ALSO INSERT INTO public.log (id, what) VALUES (old.id, 'x');
COMMIT;
