CREATE TABLE users (id integer, email text, CONSTRAINT users_email_key UNIQUE (id, email) DEFERRABLE);
CREATE INDEX users_email_idx ON users (email, id);
