SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- create_domain: new domain
CREATE DOMAIN public.email AS text CONSTRAINT email_check CHECK (value ~~ '%@%');
-- create_sequence: new sequence
CREATE SEQUENCE public.numbers START WITH 100;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.refuse()
RETURNS event_trigger
LANGUAGE plpgsql
AS $$ begin end $$;
-- create_function: new function
CREATE OR REPLACE PROCEDURE public.tidy()
LANGUAGE sql
AS $$ delete from people where mail is null $$;
-- create_function: new function
CREATE OR REPLACE FUNCTION public.touch()
RETURNS trigger
LANGUAGE plpgsql
AS $$ begin return new; end $$;
-- create_table: new table
CREATE TABLE public.people (
    id bigint DEFAULT nextval('public.numbers'::regclass) NOT NULL,
    mail public.email,
    CONSTRAINT people_pkey PRIMARY KEY (id)
);
-- enable_row_security: row security
ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;
-- create_materialized_view: new materialized view
CREATE MATERIALIZED VIEW public.counts AS
SELECT count(*) AS number
FROM public.people;
-- create_trigger: new trigger
CREATE TRIGGER touch BEFORE UPDATE ON public.people FOR EACH ROW EXECUTE FUNCTION public.touch();
-- create_policy: new policy
CREATE POLICY own ON public.people FOR ALL TO PUBLIC USING (mail = current_user);
-- create_event_trigger: new event trigger
CREATE EVENT TRIGGER refuse ON sql_drop EXECUTE FUNCTION public.refuse();
COMMIT;
