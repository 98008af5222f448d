SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_key: PostgreSQL builds the index of a key without overlaps only in place [public.rooms: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.rooms ADD CONSTRAINT rooms_pkey PRIMARY KEY (id, open WITHOUT OVERLAPS);
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- add_key: PostgreSQL builds the index of a key without overlaps only in place [public.rooms: ACCESS EXCLUSIVE, build] ! blocks reads and writes; fails if rows do not fit
ALTER TABLE public.rooms ADD CONSTRAINT rooms_place UNIQUE (place, open WITHOUT OVERLAPS) DEFERRABLE;
COMMIT;
