SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- rename_table: the same object under another name [public.notes: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.notes RENAME TO memos;
-- create_view: the old name, for as long as somebody uses it
CREATE VIEW public.notes WITH (security_invoker = true) AS SELECT id, author, body FROM public.memos;
-- comment_on_relation: tells a later plan what it is for
COMMENT ON VIEW public.notes IS 'schemadiff: {"rename_table":{"schema":"public","to":"memos"}}';
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: nobody uses the old name any more [public.notes: ACCESS EXCLUSIVE, instant]
DROP VIEW public.notes;
-- rename_constraint: the same constraint under another name [public.memos: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.memos RENAME CONSTRAINT notes_pkey TO memos_pkey;
COMMIT;
