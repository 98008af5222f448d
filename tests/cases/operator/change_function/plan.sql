SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.like_it(a text, b text)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT a LIKE b$$;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: operator `public.===` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_operator: created anew below: no statement changes what an operator does
DROP OPERATOR public.=== (text, text);
-- create_operator: created anew
CREATE OPERATOR public.=== (
    FUNCTION = public.like_it,
    LEFTARG = text,
    RIGHTARG = text
);
-- create_view: created anew
CREATE VIEW public.v AS
SELECT a
FROM public.t
WHERE a OPERATOR(public.===) 'x';
COMMIT;
