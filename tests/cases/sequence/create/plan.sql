SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_sequence: new sequence
CREATE SEQUENCE public.order_number AS integer INCREMENT BY 10 MINVALUE 100 MAXVALUE 999999 START WITH 1000 CACHE 5 CYCLE;
-- comment_on_relation: comment
COMMENT ON SEQUENCE public.order_number IS 'Numbers as printed';
COMMIT;
