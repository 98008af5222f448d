SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_partition_rows: no row may be outside of the bound [public.orders: ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM public.orders WHERE (region IS NOT NULL AND region = 'eu') IS NOT TRUE) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'table public.orders holds rows that the partition which it is to become does not take',
      HINT = 'Give the partition a bound that takes them, or move them out first.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan [public.orders: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE public.orders ADD CONSTRAINT orders_eu_schemadiff_bound CHECK (region IS NOT NULL AND region = 'eu') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_eu_schemadiff_bound;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: becomes a partition of the table that takes its name [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders RENAME TO orders_eu;
-- rename_constraint: gives its name to that of the partitioned table [public.orders_eu: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders_eu RENAME CONSTRAINT orders_pkey TO orders_eu_pkey;
-- rename_index: gives its name to that of the partitioned table [public.orders_tenant: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.orders_tenant RENAME TO orders_eu_tenant_idx;
-- drop_foreign_key: references the partitioned table next [public.lines: ACCESS EXCLUSIVE, instant; public.orders_eu: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.lines DROP CONSTRAINT lines_order;
-- create_table: new table
CREATE TABLE public.orders (
    id bigint NOT NULL,
    region text NOT NULL,
    tenant integer NOT NULL,
    CONSTRAINT orders_id_check CHECK (id > 0),
    CONSTRAINT orders_pkey PRIMARY KEY (id, region)
) PARTITION BY LIST (region);
-- create_table: new partition
CREATE TABLE public.orders_us PARTITION OF public.orders FOR VALUES IN ('us');
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX orders_tenant ON public.orders USING btree (tenant);
-- add_foreign_key_not_valid: new rows have to satisfy it from here on [public.lines: SHARE ROW EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id, region) REFERENCES public.orders (id, region) NOT VALID;
-- add_constraint_new: on a table nobody uses yet [public.tenants: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT orders_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.tenants (id) ON DELETE CASCADE;
-- attach_partition: becomes a partition [public.orders_eu: ACCESS EXCLUSIVE, instant; public.tenants: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.orders ATTACH PARTITION public.orders_eu FOR VALUES IN ('eu');
-- drop_constraint: the check has served [public.orders_eu: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders_eu DROP CONSTRAINT orders_eu_schemadiff_bound;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [public.orders_eu: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.orders;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.lines: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order;
COMMIT;
