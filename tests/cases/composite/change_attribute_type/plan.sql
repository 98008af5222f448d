SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_attribute: another type; no column has values of it [public.price: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.price ALTER ATTRIBUTE currency TYPE text COLLATE "C";
-- drop_view: created anew below: attribute `public.price.amount` changes under it [public.free: ACCESS EXCLUSIVE, instant]
DROP VIEW public.free;
-- alter_attribute: another type; no column has values of it [public.price: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.price ALTER ATTRIBUTE amount TYPE bigint;
-- create_view: created anew
CREATE VIEW public.free AS
SELECT (NULL::public.price).amount;
COMMIT;
