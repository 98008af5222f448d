SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- check_enum_values: no row may hold what goes ["Shop"."table": ACCESS SHARE, scan] ! fails if rows do not fit
DO $$
BEGIN
  IF EXISTS (SELECT FROM "Shop"."table" WHERE "User" IN ('select')) THEN
    RAISE EXCEPTION USING
      MESSAGE = 'rows of "Shop"."table" hold ''select'' in column "User", which enum "Shop"."Order" loses',
      HINT = 'Change these rows, or say in the model what they become: removed_values = { old = "new" }.';
  END IF;
END
$$;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `Shop.table.User` changes under it ["Shop"."View": ACCESS EXCLUSIVE, instant]
DROP VIEW "Shop"."View";
-- rename_type: makes room for its successor: it loses 'select'
ALTER TYPE "Shop"."Order" RENAME TO "Order_schemadiff_old";
-- create_enum: created anew
CREATE TYPE "Shop"."Order" AS ENUM ('It''s open', 'Sent');
-- swap_type: its type is made anew: every row is written again ["Shop"."table": ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE "Shop"."table" ALTER COLUMN "User" DROP DEFAULT, ALTER COLUMN "User" TYPE "Shop"."Order" USING "User"::text::"Shop"."Order", ALTER COLUMN "User" SET DEFAULT 'It''s open';
-- drop_enum: nothing is of it any more
DROP TYPE "Shop"."Order_schemadiff_old";
-- create_view: created anew
CREATE VIEW "Shop"."View" AS
SELECT "User"
FROM "Shop"."table"
WHERE
  "User" = 'Sent'
  AND 'Sent' = ANY("Other");
COMMIT;
