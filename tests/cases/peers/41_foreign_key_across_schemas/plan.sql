SET search_path = pg_catalog, public, extensions;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA auth;
-- create_schema: new schema
CREATE SCHEMA extensions;
COMMIT;

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_extension: new extension
CREATE EXTENSION IF NOT EXISTS citext SCHEMA extensions;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_table: new table
CREATE TABLE auth.users (
    id uuid NOT NULL,
    email extensions.citext NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email),
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_table: new table
CREATE TABLE public.profiles (
    user_id uuid NOT NULL,
    nick extensions.citext,
    CONSTRAINT profiles_pkey PRIMARY KEY (user_id)
);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.profiles ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE;
COMMIT;
