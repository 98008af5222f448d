SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE public.people (
    id integer NOT NULL,
    team integer NOT NULL,
    boss integer,
    CONSTRAINT people_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.teams (
    id integer NOT NULL,
    leader integer NOT NULL,
    CONSTRAINT teams_pkey PRIMARY KEY (id)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.people ADD CONSTRAINT people_boss_fkey FOREIGN KEY (boss) REFERENCES public.people (id);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.people ADD CONSTRAINT people_team_fkey FOREIGN KEY (team) REFERENCES public.teams (id);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.teams ADD CONSTRAINT teams_leader_fkey FOREIGN KEY (leader) REFERENCES public.people (id) DEFERRABLE INITIALLY DEFERRED;
COMMIT;
