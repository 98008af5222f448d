SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_foreign_table: new foreign table
CREATE FOREIGN TABLE "Dome 2"."Order" (
    "Id" bigint,
    CONSTRAINT "check" CHECK ("Id" > 1)
) SERVER southern;
-- alter_foreign_table: other options [public."Order": ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public."Order" OPTIONS (ADD "Place" 'y');
-- comment_on_relation: comment
COMMENT ON COLUMN "Dome 2"."Order"."Id" IS 'Reserved';
-- alter_foreign_table: whether the server may send null [public."Order": ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public."Order" ALTER COLUMN "Id" SET NOT NULL;
-- alter_foreign_table: other options [public."Order": ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public."Order" ALTER COLUMN "user" OPTIONS (ADD "select" 'x');
COMMIT;
