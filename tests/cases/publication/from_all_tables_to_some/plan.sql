SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_publication: created anew below: a publication is of all tables, or of some, from the beginning ! subscribers miss what changes meanwhile
DROP PUBLICATION everything;
-- create_publication: created anew [public.orders: SHARE UPDATE EXCLUSIVE, instant]
CREATE PUBLICATION everything FOR TABLE ONLY public.orders;
-- comment: comment
COMMENT ON PUBLICATION everything IS 'For the warehouse';
COMMIT;
