SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_operator_family: new in the model
ALTER OPERATOR FAMILY public.slow_ops USING btree ADD
    FUNCTION 4 (public.celsius, public.celsius) btequalimage(oid);
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_index: created anew below: operator class `public.celsius_ops(btree)` changes under it [public.days: ACCESS EXCLUSIVE, instant]
DROP INDEX public.by_highest;
-- drop_operator_class: created anew below: an operator class cannot do without its operators and functions
DROP OPERATOR CLASS public.celsius_ops USING btree;
-- create_operator_class: created anew
CREATE OPERATOR CLASS public.celsius_ops DEFAULT FOR TYPE public.celsius USING btree FAMILY public.celsius_ops AS
    OPERATOR 1 public.># (public.celsius, public.celsius),
    OPERATOR 2 public.>=# (public.celsius, public.celsius),
    OPERATOR 3 public.=# (public.celsius, public.celsius),
    OPERATOR 4 public.<=# (public.celsius, public.celsius),
    OPERATOR 5 public.<# (public.celsius, public.celsius),
    FUNCTION 1 (public.celsius, public.celsius) public.backwards(public.celsius, public.celsius);
-- comment: comment
COMMENT ON OPERATOR CLASS public.celsius_ops USING btree IS 'Downwards';
-- create_index: created anew [public.days: SHARE, build] ! blocks writes
CREATE INDEX by_highest ON public.days USING btree (highest public.celsius_ops);
COMMIT;
