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
CREATE TABLE public.a_users (
    id integer NOT NULL,
    team_id integer NOT NULL,
    CONSTRAINT a_users_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.b_teams (
    id integer NOT NULL,
    region text NOT NULL,
    CONSTRAINT b_teams_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.c_regions (
    code text NOT NULL,
    CONSTRAINT c_regions_pkey PRIMARY KEY (code)
);
-- insert_rows: rows that the model requires
INSERT INTO public.c_regions (code) VALUES
    ('eu')
ON CONFLICT (code) DO NOTHING;
-- insert_rows: rows that the model requires
INSERT INTO public.b_teams (id, region) VALUES
    ('1', 'eu')
ON CONFLICT (id) DO NOTHING;
-- insert_rows: rows that the model requires
INSERT INTO public.a_users (id, team_id) VALUES
    ('1', '1')
ON CONFLICT (id) DO NOTHING;
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.a_users ADD CONSTRAINT a_users_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.b_teams (id);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.b_teams ADD CONSTRAINT b_teams_region_fkey FOREIGN KEY (region) REFERENCES public.c_regions (code);
COMMIT;
