CREATE TABLE users (id integer PRIMARY KEY, name text, gone boolean DEFAULT false);
CREATE TABLE log (id integer, what text);
CREATE VIEW people AS SELECT id, name FROM users WHERE NOT gone;
CREATE RULE people_delete AS ON DELETE TO people DO INSTEAD UPDATE users SET gone = true WHERE id = old.id;
CREATE RULE people_update AS ON UPDATE TO people DO INSTEAD NOTHING;
COMMENT ON RULE people_delete ON people IS 'Only hidden';
CREATE RULE note AS ON UPDATE TO users DO ALSO INSERT INTO log VALUES (old.id, 'x');
