SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: published from now on ["Dome 2"."Order": SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION "Order" ADD TABLE ONLY "Dome 2"."Order" WHERE ("Id" > 1);
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_publication_table: added again below: what is published of a table cannot be altered [public."Order": SHARE UPDATE EXCLUSIVE, instant]
ALTER PUBLICATION "Order" DROP TABLE ONLY public."Order";
-- alter_publication_table: published otherwise [public."Order": SHARE UPDATE EXCLUSIVE, instant] ! subscribers miss what changes meanwhile
ALTER PUBLICATION "Order" ADD TABLE ONLY public."Order" ("Id");
COMMIT;
