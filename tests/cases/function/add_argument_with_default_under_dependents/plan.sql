SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- drop_index_concurrently: created anew below: function `public.discount` changes under it [public.items: SHARE UPDATE EXCLUSIVE, instant]
DROP INDEX CONCURRENTLY public.items_discount;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: function `public.discount` changes under it [public.discounts: ACCESS EXCLUSIVE, instant]
DROP VIEW public.discounts;
-- drop_constraint: steps aside while something that it uses changes [public.items: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.items DROP CONSTRAINT some_discount;
-- drop_function: created anew below: a call could mean function `public.discount(integer)` too
DROP FUNCTION public.discount(integer);
-- create_function: created anew
CREATE OR REPLACE FUNCTION public.discount(price integer, percent integer DEFAULT 10)
RETURNS integer
LANGUAGE sql
IMMUTABLE
AS $$SELECT price * percent / 100$$;
-- create_view: created anew
CREATE VIEW public.discounts AS
SELECT id, public.discount(price)
FROM public.items;
-- grant: as before [public.discounts: ACCESS SHARE, instant]
GRANT SELECT ON TABLE public.discounts TO PUBLIC;
-- add_check_not_valid: new rows have to satisfy it from here on [public.items: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.items ADD CONSTRAINT some_discount CHECK (public.discount(price) > 0) NOT VALID;
COMMIT;

-- step 3 · no transaction · lock_timeout none · statement_timeout none
SET lock_timeout = 0;
SET statement_timeout = 0;
-- create_index_concurrently: function `public.discount` changes under it [public.items: SHARE UPDATE EXCLUSIVE, build] ! an interruption leaves an invalid index, which the next plan replaces
CREATE INDEX CONCURRENTLY items_discount ON public.items USING btree ((public.discount(price)));

-- step 4 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.items: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.items VALIDATE CONSTRAINT some_discount;
COMMIT;
