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
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
-- comment_on_relation: comment
COMMENT ON TABLE public.users IS E'It''s "any" text; with \\backslashes\\ and $tags$,

a second paragraph -- and no comment /* of SQL.';
-- comment_on_relation: comment
COMMENT ON COLUMN public.users.id IS 'Größe in µm ✓';
COMMIT;
