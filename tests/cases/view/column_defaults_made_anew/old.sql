CREATE TABLE users (id integer PRIMARY KEY, name text, state text, at date);
CREATE VIEW people AS SELECT id, name, state FROM users;
ALTER VIEW people ALTER COLUMN name SET DEFAULT 'nobody';
