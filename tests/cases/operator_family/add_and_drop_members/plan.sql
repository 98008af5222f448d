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
ALTER OPERATOR FAMILY public.mixed USING btree ADD
    OPERATOR 3 = (bigint, integer);
-- comment: comment
COMMENT ON OPERATOR FAMILY public.mixed USING btree IS 'Of two types';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_operator_family: no longer in the model
ALTER OPERATOR FAMILY public.mixed USING btree DROP
    OPERATOR 5 (bigint, integer);
-- alter_operator_family: another one in the model
ALTER OPERATOR FAMILY public.mixed USING btree DROP
    OPERATOR 1 (bigint, integer);
-- alter_operator_family: another one in the model
ALTER OPERATOR FAMILY public.mixed USING btree ADD
    OPERATOR 1 <= (bigint, integer);
COMMIT;
