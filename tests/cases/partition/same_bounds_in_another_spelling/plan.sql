SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- detach_partition: takes other rows; detached and attached in one transaction [public.events: ACCESS EXCLUSIVE, instant; public.events_january: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.events DETACH PARTITION public.events_january;
-- attach_partition: with its new bound [public.events: ACCESS EXCLUSIVE, scan; public.events_january: ACCESS EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.events ATTACH PARTITION public.events_january FOR VALUES FROM ('2024-01-01 02:00+02') TO ('January 31 2024 24:00 UTC');
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- detach_partition: takes other rows; detached and attached in one transaction [public.stamps: ACCESS EXCLUSIVE, instant; public.stamps_small: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public.stamps DETACH PARTITION public.stamps_small;
-- attach_partition: with its new bound [public.stamps: ACCESS EXCLUSIVE, scan; public.stamps_small: ACCESS EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.stamps ATTACH PARTITION public.stamps_small FOR VALUES IN ('1', '2.5', NULL);
COMMIT;
