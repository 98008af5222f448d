SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_attribute: new attribute: values written in full need it from here on [public.address: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.address ADD ATTRIBUTE zip character varying(10);
-- comment_on_relation: comment [public.address: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.address.zip IS 'Postal code';
-- add_attribute: new attribute: values written in full need it from here on [public.address: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.address ADD ATTRIBUTE city text COLLATE "C";
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_attribute: no longer in the model [public.address: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TYPE public.address DROP ATTRIBUTE fax;
COMMIT;
