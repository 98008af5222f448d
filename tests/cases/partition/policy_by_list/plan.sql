SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.events (
    tenant_id uuid NOT NULL
) PARTITION BY LIST (tenant_id);
-- create_table: new partition
CREATE TABLE public."550e8400_e29b_41d4_a716_446655440000_of_events" PARTITION OF public.events FOR VALUES IN ('550e8400-e29b-41d4-a716-446655440000');
-- create_table: new partition
CREATE TABLE public.events_default PARTITION OF public.events DEFAULT;
-- create_table: new table
CREATE TABLE public.numbers (
    n integer NOT NULL
) PARTITION BY LIST (n);
-- create_table: new partition
CREATE TABLE public.numbers_1 PARTITION OF public.numbers FOR VALUES IN ('1');
-- create_table: new partition
CREATE TABLE public.numbers_2 PARTITION OF public.numbers FOR VALUES IN ('2');
-- create_table: new partition
CREATE TABLE public.numbers__1_1bad6b8cf9 PARTITION OF public.numbers FOR VALUES IN ('-1');
-- create_table: new partition
CREATE TABLE public.orders_south_america_ff588b4101 (
    LIKE public.orders INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.orders ATTACH PARTITION public.orders_south_america_ff588b4101 FOR VALUES IN ('South America');
COMMIT;
