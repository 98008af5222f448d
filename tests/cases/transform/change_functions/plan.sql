SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_transform: other functions
CREATE OR REPLACE TRANSFORM FOR bigint LANGUAGE plpgsql (TO SQL WITH FUNCTION int8recv(internal));
-- comment: comment
COMMENT ON TRANSFORM FOR bigint LANGUAGE plpgsql IS 'Large numbers';
-- comment: comment
COMMENT ON TRANSFORM FOR public."Order" LANGUAGE plpgsql IS 'Reserved';
COMMIT;
