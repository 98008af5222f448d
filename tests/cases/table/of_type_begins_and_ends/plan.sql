SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_composite_type: new composite type
CREATE TYPE public.note_row AS (
    id bigint,
    weight integer,
    "Said" text
);
-- drop_table_type: a table of its own [public.letters: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.letters NOT OF;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table_type: so that columns can be changed one by one [public.moves: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.moves NOT OF;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.letters: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.letters ADD COLUMN extra text;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.moves: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.moves ADD COLUMN "Said" text;
-- set_table_type: its columns are those of the type [public.moves: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.moves OF public.note_row;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- add_column: new column [public.parcels: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.parcels ADD COLUMN label text;
-- set_table_type: its columns are those of the type [public.parcels: ACCESS EXCLUSIVE, instant; public.parcel_row: ACCESS SHARE, instant]
ALTER TABLE public.parcels OF public.parcel_row;
COMMIT;
