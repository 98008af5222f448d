SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_function: new function
CREATE OR REPLACE PROCEDURE public.forget_idle(older_than interval DEFAULT '1 year')
LANGUAGE plpgsql
AS $$begin
  update users set seen_at = null where seen_at < now() - older_than;
  commit;
end
$$;
-- comment: comment
COMMENT ON PROCEDURE public.forget_idle(interval) IS 'Called every night';
-- create_table: new table
CREATE TABLE public.users (
    id integer NOT NULL,
    seen_at timestamp with time zone,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
COMMIT;
