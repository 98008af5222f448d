SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_domain: new domain
CREATE DOMAIN public.slug AS text CONSTRAINT slug_check CHECK (value ~ '^[a-z-]+$');
-- create_domain: new domain
CREATE DOMAIN public.short_slug AS public.slug CONSTRAINT short_slug_check CHECK (length(value) < 20);
-- create_domain: new domain
CREATE DOMAIN public.slugs AS public.slug[] DEFAULT '{}' CONSTRAINT slugs_check CHECK (cardinality(value) < 10);
-- create_function: new function
CREATE OR REPLACE FUNCTION public.is_known(s public.slug)
RETURNS boolean
LANGUAGE sql
IMMUTABLE
AS $$SELECT s <> 'unknown'$$;
-- create_table: new table
CREATE TABLE public.pages (
    region public.slug DEFAULT 'eu' NOT NULL,
    name public.short_slug,
    tags public.slug[],
    all_tags public.slugs,
    CONSTRAINT pages_name_is_slug CHECK (name::text::public.slug <> 'x')
) PARTITION BY LIST (region);
-- create_table: new partition
CREATE TABLE public.pages_eu PARTITION OF public.pages FOR VALUES IN ('eu');
-- create_view: new view
CREATE VIEW public.regions AS
SELECT
  DISTINCT
  region, 'none'::public.slug AS fallback
FROM public.pages;
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.pages ADD CONSTRAINT pages_region_known CHECK (public.is_known(region));
COMMIT;
