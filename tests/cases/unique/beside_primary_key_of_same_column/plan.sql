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
CREATE TABLE public.users (
    id integer NOT NULL,
    name text,
    CONSTRAINT users_name UNIQUE (name),
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.users ADD CONSTRAINT users_id_once UNIQUE (id);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.users ADD CONSTRAINT users_name_again UNIQUE (name);
COMMIT;
