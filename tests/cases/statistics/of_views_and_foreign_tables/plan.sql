SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_statistics: new statistics [public.remote: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.remote_where (mcv) ON city, zip FROM public.remote;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_statistics: new statistics [public.seen: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.seen_where ON city, zip FROM public.seen;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_statistics: new statistics [public.visits_old: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.visits_old_where ON city, zip FROM public.visits_old;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_statistics: new statistics [public.visits: SHARE UPDATE EXCLUSIVE, instant]
CREATE STATISTICS public.visits_where ON city, zip FROM public.visits;
COMMIT;
