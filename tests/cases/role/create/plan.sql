SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_role: new role
CREATE ROLE "Role Create" LOGIN CONNECTION LIMIT 5;
-- alter_role: a setting of its sessions
ALTER ROLE "Role Create" SET search_path TO 'app', 'public';
-- alter_role: a setting of its sessions
ALTER ROLE "Role Create" SET statement_timeout TO '30s';
-- create_role: new role
CREATE ROLE role_create_group;
-- grant_role: a member in the model ! changes who may see or do what
GRANT role_create_group TO "Role Create";
-- comment: comment
COMMENT ON ROLE role_create_group IS 'Reads';
-- create_table: new table
CREATE TABLE public.items (
    id integer
);
-- change_relation_owner: its owner
ALTER TABLE public.items OWNER TO "Role Create";
-- grant: granted in the model
GRANT SELECT ON TABLE public.items TO role_create_group;
COMMIT;
