SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.orders_at: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.orders_at RENAME TO orders_at_schemadiff_old;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: keeps serving until its successor is built [public.orders_code: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.orders_code RENAME TO orders_code_schemadiff_old;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY orders_at ON public.orders USING btree (at DESC);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_cluster_on: what CLUSTER orders by; no row moves now [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.orders CLUSTER ON orders_at;
COMMIT;

-- contract: after every old application is gone

-- step 5 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.orders: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.orders_at_schemadiff_old;

-- step 6 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: its definition changes [public.orders: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY orders_code ON public.orders USING btree (code);

-- step 7 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_replica_identity: what identifies a row that is replicated [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders REPLICA IDENTITY USING INDEX orders_code;
COMMIT;

-- step 8 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.orders: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.orders_code_schemadiff_old;

-- step 9 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: the index of the key, built while the table is in use [public.keys: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY keys_pkey_schemadiff_new ON public.keys USING btree (id, code);

-- step 10 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.keys: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.keys DROP CONSTRAINT keys_pkey;
-- add_key_using_index: takes the index over [public.keys: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.keys ADD CONSTRAINT keys_pkey PRIMARY KEY USING INDEX keys_pkey_schemadiff_new;
-- set_cluster_on: what CLUSTER orders by; no row moves now [public.keys: SHARE UPDATE EXCLUSIVE, instant]
ALTER TABLE public.keys CLUSTER ON keys_pkey;
COMMIT;
