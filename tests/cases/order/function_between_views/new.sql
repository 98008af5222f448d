CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW z_people AS SELECT id, name FROM users;
CREATE FUNCTION people_named(wanted text) RETURNS SETOF z_people LANGUAGE sql STABLE AS 'SELECT * FROM z_people WHERE name = wanted';
CREATE VIEW a_adas AS SELECT id FROM people_named('Ada');
