SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.items.code` changes under it [public.item_codes: ACCESS EXCLUSIVE, instant]
DROP VIEW public.item_codes;
-- change_type_rewrite: another type: every row is written anew [public.items: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.items ALTER COLUMN code TYPE text USING lpad(code::text, 8, '0');
-- create_view: created anew
CREATE VIEW public.item_codes AS
SELECT id, code
FROM public.items;
-- comment_on_relation: comment [public.item_codes: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.item_codes IS 'For the scanner';
COMMIT;
