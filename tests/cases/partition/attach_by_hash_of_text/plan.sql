SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- attach_partition_unproven: becomes a partition [public.sessions_0: ACCESS EXCLUSIVE, scan; public.sessions: SHARE UPDATE EXCLUSIVE, scan] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.sessions ATTACH PARTITION public.sessions_0 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
COMMIT;
