SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_index: the same object under another name [public."By Name": SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public."By Name" RENAME TO "By name";
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public."Old People": ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public."Old People" RENAME TO "User";
-- rename_column: the same object under another name [public."User": ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TABLE public."User" RENAME COLUMN "Full Name" TO name;
COMMIT;
