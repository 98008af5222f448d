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
    name text NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.active_users AS
SELECT id, name
FROM public.users
WHERE deleted_at IS NULL;
-- comment_on_relation: comment
COMMENT ON VIEW public.active_users IS 'Users that have not been deleted';
-- comment_on_relation: comment
COMMENT ON COLUMN public.active_users.name IS 'As displayed';
COMMIT;
