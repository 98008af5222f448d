SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES FOR ROLE access_one GRANT EXECUTE ON FUNCTIONS TO "access two";
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES FOR ROLE access_one GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES FOR ROLE "access two" IN SCHEMA app REVOKE USAGE ON SEQUENCES FROM access_one;
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES FOR ROLE "access two" IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES FOR ROLE access_one IN SCHEMA app GRANT DELETE ON TABLES TO "access two" WITH GRANT OPTION;
-- alter_default_privileges: for objects that are made from now on ! changes who may see or do what
ALTER DEFAULT PRIVILEGES FOR ROLE access_one IN SCHEMA app REVOKE SELECT ON TABLES FROM "access two";
COMMIT;
