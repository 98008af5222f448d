CREATE TABLE users (id integer, name text, email text, CONSTRAINT users_email_not_null CHECK (email IS NOT NULL));
