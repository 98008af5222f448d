SET search_path = pg_catalog, public;
SET check_function_bodies = off;
SET TimeZone = 'UTC';
SET client_min_messages = warning;

-- expand: before the new application is deployed

-- step 1 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_foreign_key: its table is dropped [app.pages: ACCESS EXCLUSIVE, instant; app.sites: ACCESS EXCLUSIVE, instant]
ALTER TABLE app.pages DROP CONSTRAINT pages_site_id_fkey;
-- drop_foreign_key: its table is dropped [app.sites: ACCESS EXCLUSIVE, instant; app.pages: ACCESS EXCLUSIVE, instant]
ALTER TABLE app.sites DROP CONSTRAINT sites_home_fkey;
COMMIT;

-- contract: after every old application is gone

-- step 2 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [app.sites: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE app.sites;
COMMIT;

-- step 3 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_materialized_view: no longer in the model [app.page_counts: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP MATERIALIZED VIEW app.page_counts;
COMMIT;

-- step 4 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_view: no longer in the model [app.live_pages: ACCESS EXCLUSIVE, instant] ! breaks the running application
DROP VIEW app.live_pages;
COMMIT;

-- step 5 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_table: no longer in the model [app.pages: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP TABLE app.pages;
-- drop_enum: no longer in the model ! breaks the running application
DROP TYPE app.state;
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION app.next_number();
COMMIT;

-- step 6 · one transaction · lock_timeout 2s · statement_timeout 30s
BEGIN;
SET LOCAL lock_timeout = 2000;
SET LOCAL statement_timeout = 30000;
-- drop_sequence: no longer in the model [app.numbers: ACCESS EXCLUSIVE, instant] ! loses data; breaks the running application; cannot be undone
DROP SEQUENCE app.numbers;
-- drop_function: no longer in the model ! breaks the running application
DROP FUNCTION app.touch();
-- drop_schema: no longer in the model ! breaks the running application
DROP SCHEMA app;
-- drop_extension: no longer in the model ! breaks the running application
DROP EXTENSION pg_trgm;
COMMIT;
