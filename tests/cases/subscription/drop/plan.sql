SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_subscription: no longer in the model ! subscribers miss what changes meanwhile; cannot be undone
DROP SUBSCRIPTION other;
-- alter_subscription: dropped below
ALTER SUBSCRIPTION warehouse DISABLE;
-- alter_subscription: its slot `shop_1` stays at the publisher and keeps the log there until it is dropped: SELECT pg_drop_replication_slot('shop_1')
ALTER SUBSCRIPTION warehouse SET (slot_name = NONE);
-- drop_subscription: no longer in the model ! subscribers miss what changes meanwhile; cannot be undone
DROP SUBSCRIPTION warehouse;
COMMIT;
