SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: its columns change [public.new_users: ACCESS EXCLUSIVE, instant]
DROP VIEW public.new_users;
-- create_view: created anew
CREATE VIEW public.new_users AS
SELECT
  id, name,
  CASE
    WHEN id < 10 THEN 'early'
    ELSE 'late'
  END AS wave
FROM public.users
WHERE state = 'new';
COMMIT;
