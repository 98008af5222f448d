SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_attribute: the same object under another name [public.parcel_row: ACCESS EXCLUSIVE, instant; public.parcels: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.parcel_row RENAME ATTRIBUTE mass TO "Weight kg" CASCADE;
-- drop_table_type: so that columns can be changed one by one [public.parcels: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.parcels NOT OF;
-- add_column: new column [public.parcels: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.parcels ADD COLUMN note text;
-- add_attribute: new attribute: values written in full need it from here on [public.parcel_row: ACCESS EXCLUSIVE, instant] ! breaks the running application
ALTER TYPE public.parcel_row ADD ATTRIBUTE note text;
-- set_table_type: its columns are those of the type [public.parcels: ACCESS EXCLUSIVE, instant; public.parcel_row: ACCESS SHARE, instant]
ALTER TABLE public.parcels OF public.parcel_row;
COMMIT;
