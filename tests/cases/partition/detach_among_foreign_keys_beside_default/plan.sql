SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- detach_partition: dropped next, without its parent being locked [public.visits: ACCESS EXCLUSIVE, scan; public.visits_1: ACCESS EXCLUSIVE, scan; public.visits_rest: ACCESS EXCLUSIVE, scan; public.visits_1_1: ACCESS EXCLUSIVE, scan; and on 4 more] ! breaks the running application; fails if rows do not fit; blocks reads and writes
ALTER TABLE public.visits DETACH PARTITION public.visits_1;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.visits_1_1: ACCESS EXCLUSIVE, instant; public.visits_1: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.visits_1_1;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.visits_1: ACCESS EXCLUSIVE, instant; public.rooms: ACCESS EXCLUSIVE, instant; public.rooms_1: ACCESS EXCLUSIVE, instant; public.users: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.visits_1;
COMMIT;
