CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE FUNCTION is_complete(u users) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT u.name IS NOT NULL';
ALTER TABLE users ADD CONSTRAINT complete CHECK (is_complete(users));
