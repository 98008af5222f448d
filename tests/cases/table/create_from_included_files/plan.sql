SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_enum: new enum
CREATE TYPE public.level AS ENUM ('low', 'high');
-- create_table: new table
CREATE TABLE public.alerts (
    id integer NOT NULL,
    level public.level NOT NULL,
    CONSTRAINT alerts_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.high_alerts AS
SELECT id
FROM public.alerts
WHERE level = 'high';
COMMIT;
