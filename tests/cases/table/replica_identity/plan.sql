SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_replica_identity: what identifies a row that is replicated [public.a: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.a REPLICA IDENTITY DEFAULT;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_replica_identity: what identifies a row that is replicated [public.b: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.b REPLICA IDENTITY FULL;
-- create_table: new table
CREATE TABLE public.d (
    code text NOT NULL,
    CONSTRAINT d_code_key UNIQUE (code)
);
-- set_replica_identity: what identifies a row that is replicated
ALTER TABLE public.d REPLICA IDENTITY USING INDEX d_code_key;
COMMIT;

-- contract: after every old application is gone

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_unique_index_concurrently: new index [public.c: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces; fails if rows do not fit
CREATE UNIQUE INDEX CONCURRENTLY "c_Code" ON public.c USING btree (code);

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- set_replica_identity: what identifies a row that is replicated [public.c: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.c REPLICA IDENTITY USING INDEX "c_Code";
COMMIT;
