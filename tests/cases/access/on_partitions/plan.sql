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
CREATE TABLE public.events_2025 (
    LIKE public.events INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- change_relation_owner: its owner
ALTER TABLE public.events_2025 OWNER TO "access two";
-- grant: granted in the model
GRANT SELECT ON TABLE public.events_2025 TO access_one;
-- attach_partition: the partition is made beside the others and attached [public.events: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.events ATTACH PARTITION public.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [public.events_2024: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.events_2024 OWNER TO "access two";
-- revoke: not granted in the model [public.events_2024: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE SELECT (at) ON TABLE public.events_2024 FROM access_one;
COMMIT;
