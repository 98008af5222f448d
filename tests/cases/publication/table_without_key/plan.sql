SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: published from now on; UPDATE and DELETE will fail on `public.events`, which has no primary key [public.events: SHARE UPDATE EXCLUSIVE, instant] ! breaks the running application
ALTER PUBLICATION shop ADD TABLE ONLY public.events;
COMMIT;
