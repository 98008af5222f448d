CREATE TABLE z_users (id integer PRIMARY KEY, name text);
CREATE VIEW z_people AS SELECT id, name FROM z_users;
CREATE FUNCTION a_name(person z_people) RETURNS text LANGUAGE sql STABLE AS 'SELECT person.name';
CREATE FUNCTION a_everyone() RETURNS SETOF z_users LANGUAGE sql STABLE AS 'SELECT * FROM z_users';
CREATE FUNCTION a_count(people z_people[]) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT cardinality(people)';
