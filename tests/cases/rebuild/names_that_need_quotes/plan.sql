SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: view `public.View` changes under it ["Sales"."table": ACCESS EXCLUSIVE, instant]
DROP VIEW "Sales"."table";
-- drop_view: created anew below: view `Sales.View` changes under it [public."View": ACCESS EXCLUSIVE, instant]
DROP VIEW public."View";
-- drop_view: created anew below: column `Sales.Order.select` changes under it ["Sales"."View": ACCESS EXCLUSIVE, instant]
DROP VIEW "Sales"."View";
-- change_type_rewrite: another type: every row is written anew ["Sales"."Order": ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE "Sales"."Order" ALTER COLUMN "select" TYPE bigint USING "select"::bigint;
-- create_view: created anew
CREATE VIEW "Sales"."View" AS
SELECT "select", "From"
FROM "Sales"."Order";
-- create_view: created anew
CREATE VIEW public."View" AS
SELECT a."select"
FROM
  "Sales"."View" a
  JOIN public."Order" b USING ("select");
-- create_view: created anew
CREATE VIEW "Sales"."table" AS
SELECT "select"
FROM public."View";
-- comment_on_relation: comment [public."View": SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public."View"."select" IS 'It''s quoted';
COMMIT;
