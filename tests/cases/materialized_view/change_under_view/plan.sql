SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: materialized view `public.order_counts` changes under it [public.busy_tenants: ACCESS EXCLUSIVE, instant]
DROP VIEW public.busy_tenants;
-- drop_materialized_view: created anew below: its query changes, and a materialized view cannot be replaced in place [public.order_counts: ACCESS EXCLUSIVE, instant]
DROP MATERIALIZED VIEW public.order_counts;
-- create_materialized_view: created anew
CREATE MATERIALIZED VIEW public.order_counts AS
SELECT tenant_id, count(*) AS total, max(id) AS latest
FROM public.orders
GROUP BY tenant_id;
-- create_view: created anew
CREATE VIEW public.busy_tenants AS
SELECT tenant_id
FROM public.order_counts
WHERE total > 100;
COMMIT;
