SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: no longer in the model [public.days: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.by_highest;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_operator_class: no longer in the model ! breaks the running application
DROP OPERATOR CLASS public.celsius_ops USING btree;
-- drop_operator: no longer in the model ! breaks the running application
DROP OPERATOR public.<# (public.celsius, public.celsius);
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION public.lt(public.celsius, public.celsius);
-- drop_operator_family: no longer in the model ! breaks the running application
DROP OPERATOR FAMILY public.celsius_ops USING btree;
-- alter_operator_family: no longer in the model
ALTER OPERATOR FAMILY public.points USING gist DROP
    OPERATOR 1 (point, point);
-- drop_operator_class: no longer in the model ! breaks the running application
DROP OPERATOR CLASS public.points USING gist;
-- drop_operator_family: no longer in the model ! breaks the running application
DROP OPERATOR FAMILY public.points USING gist;
COMMIT;
