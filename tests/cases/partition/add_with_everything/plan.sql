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
CREATE TABLE public.visits_2025 (
    LIKE public.visits INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS,
    CONSTRAINT visits_2025_day_check CHECK (day <> '2025-12-25')
) PARTITION BY LIST (day);
-- comment_on_relation: comment
COMMENT ON TABLE public.visits_2025 IS 'New';
-- attach_partition: the partition is made beside the others and attached [public.visits: SHARE UPDATE EXCLUSIVE, instant; public.users: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.visits ATTACH PARTITION public.visits_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- create_table: new partition
CREATE TABLE public.visits_2025_1 PARTITION OF public.visits_2025 FOR VALUES IN ('2025-01-01');
COMMIT;
