SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_subscription: other publications; their tables come or go with ALTER SUBSCRIPTION … REFRESH PUBLICATION ! subscribers miss what changes meanwhile
ALTER SUBSCRIPTION warehouse SET PUBLICATION shop, "Order" WITH (refresh = false);
COMMIT;
