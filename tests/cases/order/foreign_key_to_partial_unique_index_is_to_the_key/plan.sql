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
CREATE TABLE public.logins (
    id integer NOT NULL,
    email text NOT NULL,
    CONSTRAINT logins_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    email text NOT NULL,
    deleted boolean DEFAULT false NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX a_partial ON public.users USING btree (email) WHERE NOT deleted;
-- create_index_new: new index, on a table nobody uses yet
CREATE UNIQUE INDEX z_full ON public.users USING btree (email);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.logins ADD CONSTRAINT logins_email_fkey FOREIGN KEY (email) REFERENCES public.users (email);
COMMIT;
