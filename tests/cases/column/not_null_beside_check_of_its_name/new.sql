CREATE TABLE users (id integer, name text NOT NULL, email text NOT NULL, CONSTRAINT users_email_not_null CHECK (email IS NOT NULL));
