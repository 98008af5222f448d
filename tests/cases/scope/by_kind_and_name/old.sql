CREATE FUNCTION audited() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TRIGGER audit_users AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION audited();
CREATE TABLE tmp_import (id bigint, line text);
CREATE INDEX on_tmp ON tmp_import (id);
CREATE SEQUENCE "Numbers";
