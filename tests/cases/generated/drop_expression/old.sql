CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, email_key text GENERATED ALWAYS AS (lower(email)) STORED);
