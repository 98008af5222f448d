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
CREATE SCHEMA "Other";
-- create_domain: new domain
CREATE DOMAIN "Other"."Code" AS integer;
-- create_domain: new domain
CREATE DOMAIN "Other"."order" AS text;
-- create_domain: new domain
CREATE DOMAIN public."Code" AS text;
-- create_domain: new domain
CREATE DOMAIN public."select" AS text CONSTRAINT "Is ""it""?" CHECK (value <> '');
-- create_domain: new domain
CREATE DOMAIN public."user" AS text;
-- create_table: new table
CREATE TABLE public."table" (
    "A" public."Code",
    b "Other"."Code"[],
    c public."user",
    d public."select",
    e "Other"."order"
);
COMMIT;
