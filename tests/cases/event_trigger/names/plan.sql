SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_event_trigger: new event trigger
CREATE EVENT TRIGGER "Select" ON sql_drop EXECUTE FUNCTION public."Order"();
-- comment: comment
COMMENT ON EVENT TRIGGER "Select" IS 'Reserved';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_event_trigger: created anew below: an event trigger keeps its event, tags and function
DROP EVENT TRIGGER "user";
-- create_event_trigger: created anew
CREATE EVENT TRIGGER "user" ON sql_drop EXECUTE FUNCTION "Dome 2"."Order"();
COMMIT;
