CREATE TABLE users (id integer PRIMARY KEY, email text, deleted_at timestamptz);
CREATE UNIQUE INDEX uq_users_email ON users (email) WHERE deleted_at IS NULL;
