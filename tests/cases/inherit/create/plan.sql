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
CREATE TABLE public.marks (
    marked date,
    note text
);
-- create_table: new table
CREATE TABLE public.places (
    id bigint NOT NULL,
    name text NOT NULL,
    height integer DEFAULT 0,
    note text,
    CONSTRAINT is_named CHECK (name <> '')
);
-- create_table: new table
CREATE TABLE public."Capital City" (
    name text DEFAULT 'unnamed' NOT NULL,
    mayor text
) INHERITS (public.places, public.marks);
-- create_table: new table
CREATE TABLE public.hamlets (
    "order" integer,
    CONSTRAINT hamlets_pkey PRIMARY KEY (id)
) INHERITS (public."Capital City");
-- create_index_new: new index, on a table nobody uses yet
CREATE INDEX "Capital City_marked" ON public."Capital City" USING btree (marked);
-- set_default: for rows to come
ALTER TABLE ONLY public."Capital City" ALTER COLUMN height SET DEFAULT 100;
-- set_column_statistics: for the next ANALYZE
ALTER TABLE ONLY public."Capital City" ALTER COLUMN height SET STATISTICS 500;
-- set_not_null_proven: there are no rows yet
ALTER TABLE public."Capital City" ALTER COLUMN marked SET NOT NULL;
-- comment_on_relation: comment
COMMENT ON COLUMN public."Capital City".height IS 'Above the sea';
-- set_default: for rows to come
ALTER TABLE public.hamlets ALTER COLUMN height SET DEFAULT 100;
COMMIT;
