SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_enum_value: new value 'new'; committed before anything uses it ! cannot be undone
ALTER TYPE public.e ADD VALUE 'new' BEFORE 'v0';
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.come (
    id uuid NOT NULL,
    k public.e,
    CONSTRAINT come_pkey PRIMARY KEY (id)
);
-- alter_policy: other roles or expressions [public.guarded: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER POLICY p ON public.guarded TO PUBLIC USING (EXISTS (SELECT 1 FROM public.come other WHERE other.id IS NOT NULL));
COMMIT;

-- contract: after every old application is gone

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [public.gone: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE public.gone;
COMMIT;
