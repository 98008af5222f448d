CREATE TYPE mood AS ENUM ('bad', 'fine');

CREATE TABLE people (id integer PRIMARY KEY, mood mood, state mood);
CREATE FUNCTION by_name() RETURNS text LANGUAGE plpgsql AS $$DECLARE m mood; BEGIN SELECT max(mood) INTO m FROM people; RETURN m; END$$;
CREATE FUNCTION by_column() RETURNS text LANGUAGE plpgsql AS $$DECLARE m people.state%TYPE; BEGIN SELECT state INTO m FROM people LIMIT 1; RETURN m; END$$;
CREATE FUNCTION neither() RETURNS text LANGUAGE plpgsql AS $$BEGIN RETURN 'moody'; END$$;
