SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- comment: comment
COMMENT ON CONSTRAINT signals_id_check ON public.signals IS 'Numbers begin with one';
-- alter_foreign_table: not wanted, or another one below [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals DROP CONSTRAINT "Old";
-- alter_foreign_table: what the planner may rely on; no row is checked [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ADD CONSTRAINT signals_strength_check CHECK (strength > 1);
-- alter_foreign_table: not wanted, or another one below [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals DROP CONSTRAINT weak;
-- alter_foreign_table: what the planner may rely on; no row is checked [public.signals: ACCESS EXCLUSIVE, instant]
ALTER FOREIGN TABLE public.signals ADD CONSTRAINT weak CHECK (strength < 20);
COMMIT;
