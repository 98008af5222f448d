SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_partition: new partition [public.events: ACCESS EXCLUSIVE, instant]
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- change_relation_owner: its owner
ALTER TABLE public.events_2025 OWNER TO "access two";
-- grant: granted in the model
GRANT SELECT ON TABLE public.events_2025 TO access_one;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- change_relation_owner: another owner [public.events_2024: ACCESS EXCLUSIVE, instant] ! changes who may see or do what
ALTER TABLE public.events_2024 OWNER TO "access two";
-- revoke: not granted in the model [public.events_2024: ACCESS SHARE, instant] ! changes who may see or do what
REVOKE SELECT (at) ON TABLE public.events_2024 FROM access_one;
COMMIT;
