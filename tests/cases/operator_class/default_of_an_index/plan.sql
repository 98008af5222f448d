SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_operator_family: new operator family
CREATE OPERATOR FAMILY public.celsius_ops USING btree;
-- create_operator_class: new operator class
CREATE OPERATOR CLASS public.celsius_ops DEFAULT FOR TYPE public.celsius USING btree FAMILY public.celsius_ops AS
    OPERATOR 1 public.<# (public.celsius, public.celsius),
    OPERATOR 2 public.<=# (public.celsius, public.celsius),
    OPERATOR 3 public.=# (public.celsius, public.celsius),
    OPERATOR 4 public.>=# (public.celsius, public.celsius),
    OPERATOR 5 public.># (public.celsius, public.celsius),
    FUNCTION 1 (public.celsius, public.celsius) public.cmp(public.celsius, public.celsius);
-- create_table: new table
CREATE TABLE public.keyed (
    highest public.celsius NOT NULL,
    CONSTRAINT keyed_pkey PRIMARY KEY (highest)
);
-- rename_index: keeps serving until its successor is built [public.by_highest: SHARE UPDATE EXCLUSIVE, instant]
ALTER INDEX public.by_highest RENAME TO by_highest_schemadiff_old;
COMMIT;

-- step 2 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: its definition changes [public.days: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY by_highest ON public.days USING btree (highest public.celsius_ops);

-- contract: after every old application is gone

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: replaced [public.days: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.by_highest_schemadiff_old;
