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
CREATE TABLE public.folders (
    id integer NOT NULL,
    parent_id integer,
    name text NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    CONSTRAINT folders_pkey PRIMARY KEY (id)
);
-- create_view: new view
CREATE VIEW public.folder_paths AS
WITH RECURSIVE paths AS (
  SELECT folders.id, folders.name AS path
  FROM public.folders
  WHERE folders.parent_id IS NULL
  UNION ALL
  SELECT f.id, p.path || '/' || f.name
  FROM
    public.folders f
    JOIN paths p ON f.parent_id = p.id
)
SELECT paths.id, paths.path
FROM paths;
-- create_view: new view
CREATE VIEW public.folder_ranks AS
SELECT
  p.path, f.size,
  rank() OVER (
    PARTITION BY f.parent_id
    ORDER BY f.size DESC
  ),
  (
    SELECT count(*)
    FROM public.folders c
    WHERE c.parent_id = f.id
  ) AS children
FROM
  public.folders f
  JOIN public.folder_paths p USING (id)
WHERE
  EXISTS (
    SELECT
    FROM public.folders x
    WHERE x.id = f.parent_id
  ) OR f.size = ANY(ARRAY[1, 2]);
-- add_constraint_new: on a table nobody uses yet
ALTER TABLE public.folders ADD CONSTRAINT folders_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.folders (id);
COMMIT;
