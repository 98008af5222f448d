SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_partition_rows: no row may be outside of the bound ["Shop"."Big Orders": ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM "Shop"."Big Orders" WHERE ("a key" IS NOT NULL AND "a key" < '1000') IS NOT TRUE) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'table "Shop"."Big Orders" holds rows that the partition which it is to become does not take',
      HINT = 'Give the partition a bound that takes them, or move them out first.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that every row fits, so that ATTACH PARTITION need not scan ["Shop"."Big Orders": ACCESS EXCLUSIVE, instant] ! fails if rows do not fit; refuses some rows until the steps below are done
ALTER TABLE "Shop"."Big Orders" ADD CONSTRAINT "Old Orders_schemadiff_bound" CHECK ("a key" IS NOT NULL AND "a key" < '1000') NOT VALID;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use ["Shop"."Big Orders": SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE "Shop"."Big Orders" VALIDATE CONSTRAINT "Old Orders_schemadiff_bound";
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: becomes a partition of the table that takes its name ["Shop"."Big Orders": ACCESS EXCLUSIVE, instant]
ALTER TABLE "Shop"."Big Orders" SET SCHEMA archive;
-- rename_table: becomes a partition of the table that takes its name ["Shop"."Big Orders": ACCESS EXCLUSIVE, instant]
ALTER TABLE archive."Big Orders" RENAME TO "Old Orders";
-- rename_constraint: gives its name to that of the partitioned table [archive."Old Orders": ACCESS EXCLUSIVE, instant]
ALTER TABLE archive."Old Orders" RENAME CONSTRAINT "Key of Orders" TO "Old Orders_pkey";
-- rename_index: gives its name to that of the partitioned table ["Shop"."By Note": SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX archive."By Note" RENAME TO "Old Orders_note_idx";
-- create_table: new table
CREATE TABLE "Shop"."Big Orders" (
    "Id" bigint NOT NULL,
    "a key" integer NOT NULL,
    note text NOT NULL,
    CONSTRAINT "Key of Orders" PRIMARY KEY ("a key", "Id")
) PARTITION BY RANGE ("a key");
-- create_table: new partition
CREATE TABLE "Shop"."New Orders" PARTITION OF "Shop"."Big Orders" FOR VALUES FROM ('1000') TO (MAXVALUE);
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "By Note" ON "Shop"."Big Orders" USING btree (note);
-- attach_partition: becomes a partition [archive."Old Orders": ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE "Shop"."Big Orders" ATTACH PARTITION archive."Old Orders" FOR VALUES FROM (MINVALUE) TO ('1000');
-- drop_constraint: the check has served [archive."Old Orders": ACCESS EXCLUSIVE, instant]
ALTER TABLE archive."Old Orders" DROP CONSTRAINT "Old Orders_schemadiff_bound";
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: the planner knows nothing of the partitioned table, and autovacuum does not tell it [archive."Old Orders": SHARE UPDATE EXCLUSIVE, rows]
ANALYZE "Shop"."Big Orders";
COMMIT;
