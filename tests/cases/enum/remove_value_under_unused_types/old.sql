CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN cheer AS mood DEFAULT 'ok' CHECK (VALUE <> 'sad');
COMMENT ON DOMAIN cheer IS 'Never sad';
CREATE TYPE day AS (number integer, mood mood);
COMMENT ON COLUMN day.mood IS 'How it was';
CREATE TYPE moods AS RANGE (subtype = mood);
CREATE FUNCTION mood_of(day day) RETURNS cheer LANGUAGE plpgsql AS $$ begin return day.mood; end $$;
CREATE TABLE t (id integer PRIMARY KEY, mood mood);
