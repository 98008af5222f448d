SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_composite_type: no longer in the model [public.pairs: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP TYPE public.pairs;
-- drop_column: no longer in the model [public.t: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.t DROP COLUMN p;
-- drop_composite_type: no longer in the model [public.pair: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP TYPE public.pair;
COMMIT;
