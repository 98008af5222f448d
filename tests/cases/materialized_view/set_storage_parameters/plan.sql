SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_materialized_view_parameters: other storage parameters [public.order_counts: SHARE UPDATE EXCLUSIVE, instant]
ALTER MATERIALIZED VIEW public.order_counts SET (autovacuum_enabled = false, fillfactor = 80);
-- comment_on_relation: comment [public.order_counts: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON COLUMN public.order_counts.total IS 'All that there are';
COMMIT;
