CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE FUNCTION all_users() RETURNS SETOF users LANGUAGE sql STABLE ROWS 50 AS 'SELECT * FROM users';
CREATE FUNCTION named(prefix text) RETURNS TABLE (id integer, name text) LANGUAGE sql STABLE AS $$
    SELECT id, name FROM users WHERE name LIKE prefix || '%'
$$;
CREATE FUNCTION bounds(OUT low integer, OUT high integer) LANGUAGE sql STABLE AS 'SELECT min(id), max(id) FROM users';
CREATE FUNCTION longest(VARIADIC words text[]) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT w FROM unnest(words) w ORDER BY length(w) DESC LIMIT 1';
CREATE FUNCTION twice(INOUT n integer) LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
