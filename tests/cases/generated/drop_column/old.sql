CREATE TABLE users (id integer PRIMARY KEY, email text, email_key text GENERATED ALWAYS AS (lower(email)) STORED);
CREATE UNIQUE INDEX users_email_key ON users (email_key);
