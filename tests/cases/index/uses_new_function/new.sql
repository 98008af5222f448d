CREATE FUNCTION sort_key(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$select lower(trim(name))$$;
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE INDEX users_sort_key ON users (sort_key(name), (id % 16));
