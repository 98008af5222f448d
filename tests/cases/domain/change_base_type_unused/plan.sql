SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_domain: created anew below: domain `public.code` changes under it
DROP DOMAIN public.longer;
-- drop_function: created anew below: domain `public.code` changes under it
DROP FUNCTION public.f(public.code);
-- drop_domain: created anew below: no statement changes what a domain is over
DROP DOMAIN public.code;
-- create_domain: created anew
CREATE DOMAIN public.code AS character varying(10) CONSTRAINT code_check CHECK (value <> '');
-- comment: comment
COMMENT ON DOMAIN public.code IS 'A code';
-- create_domain: created anew
CREATE DOMAIN public.longer AS public.code;
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.f(c public.code)
RETURNS text
LANGUAGE sql
AS $$SELECT c::text$$;
COMMIT;
