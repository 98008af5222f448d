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
CREATE TABLE public.orders_2000000 (
    LIKE public.orders INCLUDING ALL EXCLUDING COMMENTS EXCLUDING IDENTITY EXCLUDING STATISTICS
);
-- attach_partition: the partition is made beside the others and attached [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.orders ATTACH PARTITION public.orders_2000000 FOR VALUES FROM ('2000000') TO ('3000000');
-- create_table: new table
CREATE TABLE public.small (
    id smallint NOT NULL
) PARTITION BY RANGE (id);
-- create_table: new partition
CREATE TABLE public.small_1 PARTITION OF public.small FOR VALUES FROM ('1') TO ('10001');
-- create_table: new partition
CREATE TABLE public.small_default PARTITION OF public.small DEFAULT;
-- create_table: new table
CREATE TABLE public.whole (
    id integer NOT NULL
) PARTITION BY RANGE (id);
-- create_table: new partition
CREATE TABLE public.whole_1000 PARTITION OF public.whole FOR VALUES FROM ('1000') TO ('1500');
-- create_table: new partition
CREATE TABLE public.whole_500 PARTITION OF public.whole FOR VALUES FROM ('500') TO ('1000');
COMMIT;
