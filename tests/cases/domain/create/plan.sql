SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_schema: new schema
CREATE SCHEMA billing;
-- create_domain: new domain
CREATE DOMAIN billing.amount AS numeric(12,2) CONSTRAINT amount_check CHECK (value >= 0);
-- create_domain: new domain
CREATE DOMAIN public.code AS text;
-- create_domain: new domain
CREATE DOMAIN public.email AS character varying(320) COLLATE "C" DEFAULT 'nobody@example.com' NOT NULL CONSTRAINT email_has_at CHECK (POSITION('@' IN value) > 1) CONSTRAINT email_is_short CHECK (length(value) >= 3 AND length(value) <= 320);
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    email public.email,
    owed billing.amount DEFAULT 0,
    code public.code DEFAULT 'none' NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
COMMIT;
