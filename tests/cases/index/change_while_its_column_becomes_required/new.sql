CREATE TABLE users (id integer, email text NOT NULL, CONSTRAINT users_email_key UNIQUE (id, email));
CREATE INDEX users_email_idx ON users (email);
