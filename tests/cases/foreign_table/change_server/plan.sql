SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- contract: after every old application is gone

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: created anew below: foreign table `public.signals` changes under it [public.strong: ACCESS EXCLUSIVE, instant]
DROP VIEW public.strong;
-- drop_foreign_table: created anew below: a foreign table keeps its server; the rows are there, not here [public.signals: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP FOREIGN TABLE public.signals;
-- create_foreign_table: created anew
CREATE FOREIGN TABLE public.signals (
    id bigint
) SERVER northern;
-- comment_on_relation: comment [public.signals: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON FOREIGN TABLE public.signals IS 'What is received';
-- create_view: created anew
CREATE VIEW public.strong AS
SELECT id
FROM public.signals;
-- comment_on_relation: comment [public.strong: SHARE UPDATE EXCLUSIVE, instant]
COMMENT ON VIEW public.strong IS 'Strong ones';
COMMIT;
