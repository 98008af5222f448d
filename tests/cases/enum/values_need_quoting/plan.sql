SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value ''; committed before anything uses it ! cannot be undone
ALTER TYPE public.answer ADD VALUE '';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'Grüß Gott'; committed before anything uses it ! cannot be undone
ALTER TYPE public.answer ADD VALUE 'Grüß Gott';
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'back\slash'; committed before anything uses it ! cannot be undone
ALTER TYPE public.answer ADD VALUE E'back\\slash';
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'say "no"'; committed before anything uses it ! cannot be undone
ALTER TYPE public.answer ADD VALUE 'say "no"';
COMMIT;
