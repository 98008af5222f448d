CREATE FUNCTION initials(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT left(name, 2)$$;
CREATE TABLE users (id integer PRIMARY KEY, name text, CONSTRAINT has_initials CHECK (initials(name) <> ''));
CREATE INDEX users_initials ON users (initials(name));
CREATE VIEW user_initials AS SELECT id, initials(name) AS initials FROM users;
