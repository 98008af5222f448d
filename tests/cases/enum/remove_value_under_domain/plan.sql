SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_constraint: replaced by another of the same name [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t DROP CONSTRAINT known;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_index: created anew below: enum `public.mood` changes under it [public.t: ACCESS EXCLUSIVE, instant]
DROP INDEX public.t_cheer_idx;
-- drop_view: created anew below: column `public.t.cheer` changes under it [public.v: ACCESS EXCLUSIVE, instant]
DROP VIEW public.v;
-- drop_default: steps aside while something that it uses is made anew [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN cheer DROP DEFAULT;
-- swap_type: text while its domain is made anew: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application
ALTER TABLE public.t ALTER COLUMN cheer TYPE text USING (CASE cheer::text WHEN 'sad' THEN 'ok' ELSE cheer::text END),
    ALTER COLUMN good TYPE text USING (CASE good::text WHEN 'sad' THEN 'ok' ELSE good::text END);
-- drop_domain: created anew below: enum `public.mood` changes under it
DROP DOMAIN public.good_cheer;
-- swap_type: text while its domain is made anew: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application
ALTER TABLE public.t ALTER COLUMN all_of_it TYPE text[] USING array_replace(all_of_it::text[], 'sad', 'ok');
-- drop_domain: created anew below: enum `public.mood` changes under it
DROP DOMAIN public.cheer;
-- rename_type: makes room for its successor: it loses 'sad'
ALTER TYPE public.mood RENAME TO mood_schemadiff_old;
-- create_enum: created anew
CREATE TYPE public.mood AS ENUM ('ok', 'happy');
-- create_domain: created anew
CREATE DOMAIN public.cheer AS public.mood;
-- create_domain: created anew
CREATE DOMAIN public.good_cheer AS public.cheer CONSTRAINT good_cheer_check CHECK (value::public.mood <> 'happy');
-- swap_type: its type is made anew: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application
ALTER TABLE public.t ALTER COLUMN mood TYPE public.mood USING (CASE mood::text WHEN 'sad' THEN 'ok' ELSE mood::text END)::public.mood;
-- drop_enum: nothing is of it any more
DROP TYPE public.mood_schemadiff_old;
-- swap_type: of the domain again: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN good TYPE public.good_cheer USING good::public.good_cheer,
    ALTER COLUMN cheer TYPE public.cheer USING cheer::public.cheer;
-- create_index: created anew [public.t: SHARE, build] ! blocks writes
CREATE INDEX t_cheer_idx ON public.t USING btree (cheer) WHERE cheer::public.mood > 'ok';
-- create_view: created anew
CREATE VIEW public.v AS
SELECT id, cheer
FROM public.t;
-- set_default: for rows to come [public.t: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.t ALTER COLUMN cheer SET DEFAULT 'ok';
-- add_check_not_valid: new rows have to satisfy it from here on [public.t: ACCESS EXCLUSIVE, instant] ! fails if rows do not fit
ALTER TABLE public.t ADD CONSTRAINT known CHECK (cheer::public.mood IN ('ok', 'happy')) NOT VALID;
-- swap_type: of the domain again: every row is written again [public.t: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.t ALTER COLUMN all_of_it TYPE public.cheer[] USING all_of_it::public.cheer[];
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- validate_constraint: rows that were there before have to satisfy it too [public.t: SHARE UPDATE EXCLUSIVE, scan] ! fails if rows do not fit
ALTER TABLE public.t VALIDATE CONSTRAINT known;
COMMIT;
