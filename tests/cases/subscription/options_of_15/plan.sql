SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_subscription: new subscription, not connected: say how with ALTER SUBSCRIPTION … CONNECTION, make its slot at the publisher, then ENABLE it and REFRESH PUBLICATION
CREATE SUBSCRIPTION other CONNECTION '' PUBLICATION shop WITH (connect = false, slot_name = NONE, two_phase = true);
-- alter_subscription: other options
ALTER SUBSCRIPTION warehouse SET (disable_on_error = true);
COMMIT;
