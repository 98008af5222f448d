SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_cluster_on: what CLUSTER orders by; no row moves now ["Archive".notes: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE "Archive".notes CLUSTER ON notes_pkey;
-- set_replica_identity: what identifies a row that is replicated ["Archive".notes: ACCESS EXCLUSIVE, instant]
ALTER TABLE "Archive".notes REPLICA IDENTITY FULL;
-- set_column_storage: for values to come ["Archive".notes: ACCESS EXCLUSIVE, instant]
ALTER TABLE "Archive".notes ALTER COLUMN "select" SET STORAGE MAIN;
-- set_column_statistics: for the next ANALYZE ["Archive".notes: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE "Archive".notes ALTER COLUMN "select" SET STATISTICS 10;
-- set_column_options: for the next ANALYZE ["Archive".notes: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE "Archive".notes ALTER COLUMN "select" SET (n_distinct = 20);
COMMIT;
