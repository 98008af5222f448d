SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: view `public.high_prices` changes under it [public.highest_price: ACCESS EXCLUSIVE, instant]
DROP VIEW public.highest_price;
-- drop_view: created anew below: column `public.prices.amount` changes under it [public.high_prices: ACCESS EXCLUSIVE, instant]
DROP VIEW public.high_prices;
-- change_type_rewrite: another type: every row is written anew [public.prices: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.prices ALTER COLUMN amount TYPE numeric(19,4) USING amount::numeric(19,4);
-- create_view: created anew
CREATE VIEW public.high_prices AS
SELECT id, amount
FROM public.prices
WHERE amount > 100;
-- create_view: created anew
CREATE VIEW public.highest_price AS
SELECT max(amount) AS amount
FROM public.high_prices;
-- comment_on_relation: comment [public.highest_price: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.highest_price IS 'One row';
COMMIT;
