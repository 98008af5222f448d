CREATE TABLE users (id integer PRIMARY KEY, name text, gone boolean DEFAULT false);
CREATE TABLE log (id integer, what text);
CREATE VIEW people AS SELECT id, name FROM users WHERE NOT gone;
CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;
CREATE RULE note AS ON UPDATE TO users DO ALSO INSERT INTO log VALUES (old.id, old.name);
ALTER TABLE users DISABLE RULE note;
CREATE RULE told AS ON INSERT TO users DO ALSO INSERT INTO log VALUES (new.id, new.name);
COMMENT ON RULE told ON users IS 'Told';
