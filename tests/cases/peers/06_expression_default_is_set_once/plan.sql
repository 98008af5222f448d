SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_default: for rows to come [public.tokens: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.tokens ALTER COLUMN expires_at SET DEFAULT (now() + '1 hour'::interval);
-- set_default: for rows to come [public.tokens: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.tokens ALTER COLUMN code SET DEFAULT ('T-' || upper(SUBSTRING(md5(random()::text) FROM 1 FOR 8)));
-- set_default: for rows to come [public.tokens: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.tokens ALTER COLUMN day SET DEFAULT (timezone('utc', now())::date);
COMMIT;
