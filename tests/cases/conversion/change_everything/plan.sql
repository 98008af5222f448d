SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_conversion: created anew below: a conversion cannot be altered ! breaks the running application
DROP CONVERSION "Dome 2"."Order";
-- create_conversion: created anew
CREATE DEFAULT CONVERSION "Dome 2"."Order" FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
-- drop_conversion: created anew below: a conversion cannot be altered ! breaks the running application
DROP CONVERSION public.latin;
-- create_conversion: created anew
CREATE CONVERSION public.latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
-- comment: comment
COMMENT ON CONVERSION public.latin IS 'As initdb''s';
COMMIT;
