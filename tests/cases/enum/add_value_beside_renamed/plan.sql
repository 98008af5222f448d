SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'arrived'; committed before anything uses it ! cannot be undone
ALTER TYPE public.status ADD VALUE 'arrived' AFTER 'sent';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'lost'; committed before anything uses it ! cannot be undone
ALTER TYPE public.status ADD VALUE 'lost';
COMMIT;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_enum_value: the same value under another name ! breaks the running application
ALTER TYPE public.status RENAME VALUE 'closed' TO 'done';
-- rename_enum_value: the same value under another name ! breaks the running application
ALTER TYPE public.status RENAME VALUE 'sent' TO 'shipped';
-- set_default: for rows to come [public.orders: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.orders ALTER COLUMN status SET DEFAULT 'arrived';
COMMIT;
