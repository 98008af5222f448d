CREATE TABLE users (id integer PRIMARY KEY, email text, deleted_at timestamptz, CONSTRAINT uq_users_email UNIQUE (email));
