CREATE FUNCTION normal(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$select lower(trim(value))$$;
CREATE TABLE users (
    id integer PRIMARY KEY,
    email_key text NOT NULL GENERATED ALWAYS AS (normal(email)) STORED,
    email text NOT NULL
);
