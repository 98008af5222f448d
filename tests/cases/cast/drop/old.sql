CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE FUNCTION to_mood(t text) RETURNS mood LANGUAGE sql IMMUTABLE AS 'SELECT t::mood';
CREATE CAST (text AS mood) WITH FUNCTION to_mood(text);
