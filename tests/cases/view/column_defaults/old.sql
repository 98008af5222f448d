CREATE TABLE users (id integer PRIMARY KEY, name text, state text, at date);
CREATE VIEW people AS SELECT id, name, state, at FROM users;
ALTER VIEW people ALTER COLUMN name SET DEFAULT 'nobody';
ALTER VIEW people ALTER COLUMN state SET DEFAULT 'new';
