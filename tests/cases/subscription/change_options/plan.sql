SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_subscription: another replication slot, which has to be there ! subscribers miss what changes meanwhile
ALTER SUBSCRIPTION warehouse SET (slot_name = 'warehouse');
-- alter_subscription: other options
ALTER SUBSCRIPTION warehouse SET (binary = true, synchronous_commit = local, streaming = on);
-- comment: comment
COMMENT ON SUBSCRIPTION warehouse IS 'From the shop, at once';
COMMIT;
