SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- create_enum: new enum
CREATE TYPE public.role AS ENUM ('admin', 'member');
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout none
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 0;
-- drop_default: of the old type [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN role DROP DEFAULT;
-- change_type_rewrite: another type: every row is written anew [public.users: ACCESS EXCLUSIVE, rewrite] ! blocks reads and writes; rewrites the table; breaks the running application; fails if rows do not fit
ALTER TABLE public.users ALTER COLUMN role TYPE public.role USING role::public.role;
-- set_default: for rows to come [public.users: ACCESS EXCLUSIVE, instant]
ALTER TABLE public.users ALTER COLUMN role SET DEFAULT 'member';
COMMIT;
