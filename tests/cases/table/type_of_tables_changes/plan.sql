SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table_type: so that columns can be changed one by one [public.parcels: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.parcels NOT OF;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table_type: so that columns can be changed one by one [public.plain: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.plain NOT OF;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.parcels: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.parcels ADD COLUMN "Sent At" timestamp with time zone DEFAULT now();
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.plain: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.plain ADD COLUMN "Sent At" timestamp with time zone;
-- add_attribute: new attribute: values written in full need it from here on [public.parcel_row: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.parcel_row ADD ATTRIBUTE "Sent At" timestamp with time zone;
COMMIT;

-- contract: after every old application is gone

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.parcels: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.parcels DROP COLUMN label;
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_column: no longer in the model [public.plain: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TABLE public.plain DROP COLUMN label;
COMMIT;

-- step 7 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- change_type_rewrite: another type: every row is written anew, at once: its table has its columns in the order of its composite type [public.plain: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.plain ALTER COLUMN weight TYPE bigint USING weight::bigint;
COMMIT;

-- step 8 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_attribute: no longer in the model [public.parcel_row: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
ALTER TYPE public.parcel_row DROP ATTRIBUTE label;
-- alter_attribute: another type; no column has values of it [public.parcel_row: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.parcel_row ALTER ATTRIBUTE weight TYPE bigint;
-- set_table_type: its columns are those of the type [public.plain: ACCESS EXCLUSIVE, instant; public.parcel_row: ACCESS SHARE, instant]
ALTER TABLE public.plain OF public.parcel_row;
COMMIT;

-- step 9 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_view: created anew below: column `public.parcels.weight` changes under it [public.heavy: ACCESS EXCLUSIVE, instant]
DROP VIEW public.heavy;
-- change_type_rewrite: another type: every row is written anew, at once: its table has its columns in the order of its composite type [public.parcels: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.parcels ALTER COLUMN weight TYPE bigint USING weight::bigint;
-- set_table_type: its columns are those of the type [public.parcels: ACCESS EXCLUSIVE, instant; public.parcel_row: ACCESS SHARE, instant]
ALTER TABLE public.parcels OF public.parcel_row;
-- create_view: created anew
CREATE VIEW public.heavy AS
SELECT id, weight
FROM public.parcels
WHERE weight > 10;
COMMIT;
