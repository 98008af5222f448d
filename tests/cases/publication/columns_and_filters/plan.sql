SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: added again below: what is published of a table cannot be altered [public.lines: SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION shop DROP TABLE ONLY public.lines;
-- alter_publication_table: published otherwise [public.lines: SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION shop ADD TABLE ONLY public.lines;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: added again below: what is published of a table cannot be altered [public.orders: SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION shop DROP TABLE ONLY public.orders;
-- alter_publication_table: published otherwise [public.orders: SHARE UPDATE EXCLUSIVE, instant] ! subscribers miss what changes meanwhile
ALTER PUBLICATION shop ADD TABLE ONLY public.orders (id, region) WHERE (region IN ('north', 'south'));
COMMIT;
