SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_domain: new domain
CREATE DOMAIN public.code AS text DEFAULT 'x' CONSTRAINT code_check CHECK (length(value) < 10);
-- create_composite_type: new composite type
CREATE TYPE public.span AS (
    "from" time without time zone,
    until time without time zone
);
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_column_rewrite: new column; every row is checked by its domain [public.shops: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table
ALTER TABLE public.shops ADD COLUMN code public.code;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.shops: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.shops ADD COLUMN open public.span[];
-- add_attribute: new attribute: values written in full need it from here on [public.place: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.place ADD ATTRIBUTE country text;
COMMIT;

-- contract: after every old application is gone

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_domain_constraint: new values have to satisfy it from here on ! fails if rows do not fit
ALTER DOMAIN public.amount ADD CONSTRAINT amount_check CHECK (value >= 0) NOT VALID;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_domain_constraint: values that were there before have to satisfy it too [public.shops: SHARE, scan] ! blocks writes; fails if rows do not fit
ALTER DOMAIN public.amount VALIDATE CONSTRAINT amount_check;
COMMIT;
