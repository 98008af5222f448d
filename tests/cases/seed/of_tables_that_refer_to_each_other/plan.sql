SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_table: new table
CREATE TABLE public.people (
    code text NOT NULL,
    team text,
    CONSTRAINT people_pkey PRIMARY KEY (code)
);
-- create_table: new table
CREATE TABLE public.teams (
    code text NOT NULL,
    lead text,
    CONSTRAINT teams_pkey PRIMARY KEY (code)
);
-- insert_rows: rows that the model requires
INSERT INTO public.people (code, team) VALUES
    ('ada', 'core')
ON CONFLICT (code) DO NOTHING;
-- insert_rows: rows that the model requires
INSERT INTO public.teams (code, lead) VALUES
    ('core', 'ada')
ON CONFLICT (code) DO NOTHING;
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.people ADD CONSTRAINT people_team_fkey FOREIGN KEY (team) REFERENCES public.teams (code);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.teams ADD CONSTRAINT teams_lead_fkey FOREIGN KEY (lead) REFERENCES public.people (code);
COMMIT;
