CREATE TABLE users (id integer PRIMARY KEY, name text, gone boolean DEFAULT false);
CREATE TABLE log (id integer, what text);
CREATE VIEW people AS SELECT id, name FROM users WHERE NOT gone;
CREATE RULE keep AS ON DELETE TO users DO INSTEAD NOTHING;
CREATE RULE people_delete AS ON DELETE TO people DO INSTEAD UPDATE users SET gone = true WHERE id = old.id;
