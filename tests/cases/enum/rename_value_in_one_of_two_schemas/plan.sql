SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_enum_value: the same value under another name ! breaks the running application
ALTER TYPE "Shop"."select" RENAME VALUE 'Sent' TO 'Dispatched';
-- rename_enum_value: the same value under another name ! breaks the running application
ALTER TYPE "Shop"."select" RENAME VALUE 'it''s back' TO 'returned';
-- replace_view: another query with the same columns first ["Shop"."View": ACCESS EXCLUSIVE, instant]
CREATE OR REPLACE VIEW "Shop"."View" AS
SELECT a.id
FROM
  "Shop"."Order" a,
  public."order" b
WHERE
  a."select" = 'Dispatched'
  AND b."select" = 'Sent';
COMMIT;
