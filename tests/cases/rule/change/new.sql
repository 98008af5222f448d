CREATE TABLE users (id integer PRIMARY KEY, name text, gone boolean DEFAULT false);
CREATE TABLE log (id integer, what text);
CREATE VIEW people AS SELECT id, name FROM users WHERE NOT gone;
CREATE RULE keep AS ON DELETE TO users WHERE old.gone DO INSTEAD NOTHING;
CREATE RULE note AS ON UPDATE TO users WHERE old.id > 5 DO ALSO INSERT INTO log VALUES (new.id, new.name);
ALTER TABLE users DISABLE RULE note;
CREATE RULE told AS ON INSERT TO users DO ALSO (INSERT INTO log VALUES (new.id, new.name); INSERT INTO log VALUES (new.id, 'again'));
COMMENT ON RULE told ON users IS 'Told twice';
