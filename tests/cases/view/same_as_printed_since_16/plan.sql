SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [public.totals: ACCESS EXCLUSIVE, instant]
DROP VIEW public.totals;
-- create_view: created anew
CREATE VIEW public.totals AS
SELECT
  u.name, count(*) AS orders, COALESCE(sum(o.amount), 0) AS total,
  count(*) FILTER (WHERE o.amount > 100) AS large
FROM
  public.users u
  LEFT JOIN public.orders o ON o.user_id = u.id
WHERE u.name <> ''
GROUP BY u.name
HAVING count(*) > 1
ORDER BY count(*) DESC;
COMMIT;
