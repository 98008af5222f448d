SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- disable_row_security: row security [public."User": ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public."User" DISABLE ROW LEVEL SECURITY;
-- drop_constraint: no longer in the model [public."User": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."User" DROP CONSTRAINT "Check";
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_schema: no longer in the model ! breaks the running application
DROP SCHEMA "Order";
-- drop_enum: no longer in the model ! breaks the running application
DROP TYPE public."State";
-- drop_sequence: no longer in the model [public."Numbers": ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP SEQUENCE public."Numbers";
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION public."Do It"(integer);
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public."Group": ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public."Group";
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: no longer in the model [public."View": ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP VIEW public."View";
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_materialized_view: no longer in the model [public."Mat View": ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP MATERIALIZED VIEW public."Mat View";
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_trigger: no longer in the model [public."User": ACCESS EXCLUSIVE, instant]
DROP TRIGGER "Before" ON public."User";
-- drop_policy: no longer in the model [public."User": ACCESS EXCLUSIVE, instant] ! changes who may see or do what
DROP POLICY "All Of It" ON public."User";
-- drop_column: no longer in the model [public."User": ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public."User" DROP COLUMN "select";
-- drop_default: no longer in the model [public."User": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."User" ALTER COLUMN "from" DROP DEFAULT;
-- drop_not_null: takes null from here on [public."User": ACCESS EXCLUSIVE, instant]
ALTER TABLE public."User" ALTER COLUMN "from" DROP NOT NULL;
-- comment_on_relation: comment removed [public."User": SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public."User"."from" IS NULL;
COMMIT;

-- step 7 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public."User": SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public."Index";
