SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_partition_rows: no row may be outside of the bound [public.events: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.events WHERE (happened IS NOT NULL AND happened < '2027-01-01') IS NOT TRUE) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'table public.events holds rows that the partition which it is to become does not take',
      HINT = 'Give the partition a bound that takes them, or move them out first.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.events: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.events ADD CONSTRAINT events_until_2027_schemadiff_bound CHECK (happened IS NOT NULL AND happened < '2027-01-01') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.events: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events VALIDATE CONSTRAINT events_until_2027_schemadiff_bound;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: becomes a partition of the table that takes its name [public.events: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events RENAME TO events_until_2027;
-- rename_constraint: gives its name to that of the partitioned table [public.events_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_until_2027 RENAME CONSTRAINT events_pkey TO events_until_2027_pkey;
-- comment: comment removed
COMMENT ON CONSTRAINT events_until_2027_pkey ON public.events_until_2027 IS NULL;
-- rename_index: gives its name to that of the partitioned table [public.events_day: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.events_day RENAME TO events_until_2027_happened_tenant_id_note_idx;
-- rename_index: gives its name to that of the partitioned table [public.events_lower: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.events_lower RENAME TO events_until_2027_lower_idx;
-- comment_on_relation: comment removed [public.events_until_2027: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON TABLE public.events_until_2027 IS NULL;
-- drop_statistics: created anew below: its definition changes [public.events_until_2027: SHARE UPDATE EXCLUSIVE, instant]
DROP STATISTICS public.events_stats;
-- drop_trigger: the partitioned table has it from here on [public.events_until_2027: ACCESS EXCLUSIVE, instant]
DROP TRIGGER touched ON public.events_until_2027;
-- drop_policy: the partitioned table has it from here on [public.events_until_2027: ACCESS EXCLUSIVE, instant]
DROP POLICY mine ON public.events_until_2027;
-- create_table: new table
CREATE TABLE public.events (
    id bigint NOT NULL,
    happened date NOT NULL,
    note text DEFAULT 'x',
    tenant integer,
    twice bigint GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT events_pkey PRIMARY KEY (id, happened),
    CONSTRAINT tenant_is_some CHECK (tenant > 0)
) PARTITION BY RANGE (happened);
-- create_table: new partition
CREATE TABLE public.events_2027 PARTITION OF public.events FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX events_day ON public.events USING btree (happened, tenant, id) INCLUDE (note);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX events_lower ON public.events USING btree ((lower(note))) WHERE tenant IS NOT NULL;
-- create_statistics: created anew; it is empty until the next ANALYZE
CREATE STATISTICS public.events_stats ON happened, tenant FROM public.events;
-- replace_view: another query with the same columns first [public.recent: ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE VIEW public.recent AS
SELECT id, note
FROM public.events
WHERE happened > '2020-01-01';
-- create_trigger: new trigger
CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF note ON public.events FOR EACH ROW EXECUTE FUNCTION public.touch();
-- attach_partition: becomes a partition [public.events_until_2027: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_until_2027 FOR VALUES FROM (MINVALUE) TO ('2027-01-01');
-- create_policy: new policy
CREATE POLICY mine ON public.events FOR ALL TO PUBLIC USING (tenant = 1);
-- grant: granted in the model
GRANT SELECT, INSERT ON TABLE public.events TO app;
-- grant: granted in the model
GRANT UPDATE (note) ON TABLE public.events TO reporting;
-- enable_row_security: row security
ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;
-- comment_on_relation: comment
COMMENT ON TABLE public.events IS 'what happened';
-- comment_on_relation: comment
COMMENT ON COLUMN public.events.note IS 'in words';
-- comment_on_relation: comment removed [public.events_until_2027: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.events_until_2027.note IS NULL;
-- comment: comment
COMMENT ON CONSTRAINT events_pkey ON public.events IS 'the key';
-- drop_constraint: the check has served [public.events_until_2027: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.events_until_2027 DROP CONSTRAINT events_until_2027_schemadiff_bound;
-- revoke: who may use the table uses it by the name that the partitioned table has [public.events_until_2027: ACCESS SHARE, instant]
REVOKE SELECT, INSERT ON TABLE public.events_until_2027 FROM app;
-- revoke: who may use the table uses it by the name that the partitioned table has [public.events_until_2027: ACCESS SHARE, instant]
REVOKE UPDATE (note) ON TABLE public.events_until_2027 FROM reporting;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [public.events_until_2027: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.events;
COMMIT;
