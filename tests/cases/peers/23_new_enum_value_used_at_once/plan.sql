SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'debug'; committed before anything uses it ! cannot be undone
ALTER TYPE public.level ADD VALUE 'debug' BEFORE 'info';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'warning'; committed before anything uses it ! cannot be undone
ALTER TYPE public.level ADD VALUE 'warning' AFTER 'info';
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.is_bad(l public.level)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
RETURN l >= 'warning'::public.level;
-- insert_rows: rows that the model requires [public.messages: ROW EXCLUSIVE, rows]
INSERT INTO public.messages (id, level) VALUES
    ('101', 'warning')
ON CONFLICT (id) DO NOTHING;
-- set_default: for rows to come [public.messages: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.messages ALTER COLUMN level SET DEFAULT 'debug';
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_check_not_valid: new rows have to satisfy it from here on [public.messages: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.messages ADD CONSTRAINT warnings_have_number CHECK (level <> 'warning' OR id > 100) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.messages: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.messages VALIDATE CONSTRAINT warnings_have_number;
COMMIT;
