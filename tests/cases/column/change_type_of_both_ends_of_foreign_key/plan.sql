SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `id` in its new type, beside the old one [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers ADD COLUMN id_schemadiff_new bigint;
-- create_function: keeps what `id` says, in the new type
CREATE OR REPLACE FUNCTION public.customers_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.customers.id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.id_schemadiff_new := NEW.id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.customers_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"id","shadow":"id_schemadiff_new","conversion":"id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.customers: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.customers FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.customers.id_schemadiff_new') EXECUTE FUNCTION public.customers_id_schemadiff_retype();
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: `customer_id` in its new type, beside the old one [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD COLUMN customer_id_schemadiff_new bigint;
-- create_function: keeps what `customer_id` says, in the new type
CREATE OR REPLACE FUNCTION public.orders_customer_id_schemadiff_retype() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP OPERATOR(pg_catalog.=) 'UPDATE'
        AND pg_catalog.current_setting('schemadiff.backfill', true) OPERATOR(pg_catalog.=) 'public.orders.customer_id_schemadiff_new' THEN
        -- Filling is no change of the row: what other triggers make of it is not kept.
        NEW := OLD;
    END IF;
    NEW.customer_id_schemadiff_new := NEW.customer_id::bigint;
    RETURN NEW;
END
$$;
-- comment: tells a later plan what it is for
COMMENT ON FUNCTION public.orders_customer_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"customer_id","shadow":"customer_id_schemadiff_new","conversion":"customer_id::bigint"}}';
-- create_trigger: for every row that is written from here on [public.orders: SHARE ROW EXCLUSIVE, instant]
CREATE OR REPLACE TRIGGER zzz_customer_id_schemadiff_retype BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN (pg_catalog.current_setting('schemadiff.backfill', true) IS DISTINCT FROM 'public.orders.customer_id_schemadiff_new') EXECUTE FUNCTION public.orders_customer_id_schemadiff_retype();
COMMIT;

-- backfill: then, while everybody works on

-- step 3 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.customers: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.customers.id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.customers'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.customers'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET id_schemadiff_new = id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND id_schemadiff_new IS NOT DISTINCT FROM NULL AND id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.customers_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"id","shadow":"id_schemadiff_new","conversion":"id::bigint","filled":true}}';
COMMIT;

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: as `customers_pkey`, over the new type [public.customers: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE UNIQUE INDEX CONCURRENTLY customers_pkey_schemadiff_copy ON public.customers USING btree (id_schemadiff_new);

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers ADD CONSTRAINT customers_id_schemadiff_not_null CHECK (id_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.customers: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.customers VALIDATE CONSTRAINT customers_id_schemadiff_not_null;
COMMIT;

-- step 8 · a transaction for each batch · lock_timeout 2s · statement_timeout none
SET lock_timeout = 2000;
SET statement_timeout = 0;
-- backfill: rows that were there before the trigger [public.orders: ROW EXCLUSIVE, rows]
DO $$
DECLARE
    part regclass;
    page bigint;
    pages bigint;
BEGIN
    PERFORM set_config('schemadiff.backfill', 'public.orders.customer_id_schemadiff_new', false);
    FOREACH part IN ARRAY (SELECT array_agg(leaf ORDER BY leaf::text) FROM (SELECT relid AS leaf FROM pg_partition_tree('public.orders'::regclass) WHERE isleaf UNION SELECT oid::regclass FROM pg_class WHERE oid = 'public.orders'::regclass AND relkind = 'r') leaves) LOOP
        page := 0;
        pages := pg_relation_size(part) / current_setting('block_size')::bigint;
        WHILE page < pages LOOP
            EXECUTE format('UPDATE %1$s SET customer_id_schemadiff_new = customer_id::bigint WHERE ctid >= %2$L::tid AND ctid < %3$L::tid AND customer_id_schemadiff_new IS NOT DISTINCT FROM NULL AND customer_id IS DISTINCT FROM NULL', part, format('(%s,0)', page), format('(%s,0)', page + 128));
            COMMIT;
            page := page + 128;
        END LOOP;
    END LOOP;
    PERFORM set_config('schemadiff.backfill', '', false);
END
$$;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: every row is filled
COMMENT ON FUNCTION public.orders_customer_id_schemadiff_retype() IS 'schemadiff: {"retype_column":{"column":"customer_id","shadow":"customer_id_schemadiff_new","conversion":"customer_id::bigint","filled":true}}';
-- add_check_not_valid: proves that no row is null, so that SET NOT NULL need not scan [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_schemadiff_not_null CHECK (customer_id_schemadiff_new IS NOT NULL) NOT VALID;
COMMIT;

-- step 10 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_schemadiff_not_null;
COMMIT;

-- step 11 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_foreign_key_not_valid: as `orders_customer_id_fkey`, over the new type [public.orders: SHARE ROW EXCLUSIVE, instant; public.customers: SHARE ROW EXCLUSIVE, instant]
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey_schemadiff_copy FOREIGN KEY (customer_id_schemadiff_new) REFERENCES public.customers (id_schemadiff_new) NOT VALID;
COMMIT;

-- step 12 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: reads the table while it is in use [public.orders: SHARE UPDATE EXCLUSIVE, scan]
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey_schemadiff_copy;
COMMIT;

-- contract: after every old application is gone

-- step 13 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.customers: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.customers;
COMMIT;

-- step 14 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- analyze: queries are planned by what is known of the new column [public.orders: SHARE UPDATE EXCLUSIVE, rows]
ANALYZE public.orders;
COMMIT;

-- step 15 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: there is one column from here on [public.customers: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_id_schemadiff_retype ON public.customers;
-- drop_trigger: there is one column from here on [public.orders: ACCESS EXCLUSIVE, instant]
DROP TRIGGER zzz_customer_id_schemadiff_retype ON public.orders;
-- drop_foreign_key: makes room for the one over the new type [public.orders: ACCESS EXCLUSIVE, instant; public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
-- set_not_null_proven: the check has proved it [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers ALTER COLUMN id_schemadiff_new SET NOT NULL;
-- drop_constraint: the check has served [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers DROP CONSTRAINT customers_id_schemadiff_not_null;
-- set_not_null_proven: the check has proved it [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ALTER COLUMN customer_id_schemadiff_new SET NOT NULL;
-- drop_constraint: the check has served [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_schemadiff_not_null;
-- drop_column: `id_schemadiff_new` has every value in the new type [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers DROP COLUMN id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers RENAME COLUMN id_schemadiff_new TO id;
-- drop_column: `customer_id_schemadiff_new` has every value in the new type [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders DROP COLUMN customer_id;
-- rename_column: the new type under the name of the column, which is the last of its table now [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders RENAME COLUMN customer_id_schemadiff_new TO customer_id;
-- add_key_using_index: takes the index over [public.customers: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.customers ADD CONSTRAINT customers_pkey PRIMARY KEY USING INDEX customers_pkey_schemadiff_copy;
-- rename_constraint: in the place of the one that went with the old column [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders RENAME CONSTRAINT orders_customer_id_fkey_schemadiff_copy TO orders_customer_id_fkey;
-- drop_function: of the trigger
DROP FUNCTION public.customers_id_schemadiff_retype();
-- drop_function: of the trigger
DROP FUNCTION public.orders_customer_id_schemadiff_retype();
COMMIT;
