SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new partition
CREATE TABLE public.audit_logs_2024_02 (
    LIKE public.audit_logs INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.audit_logs: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.audit_logs ATTACH PARTITION public.audit_logs_2024_02 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
-- create_table: new partition
CREATE TABLE public.audit_logs_2024_03 (
    LIKE public.audit_logs INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.audit_logs: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.audit_logs ATTACH PARTITION public.audit_logs_2024_03 FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
COMMIT;
