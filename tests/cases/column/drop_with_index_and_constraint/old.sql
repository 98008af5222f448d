CREATE TABLE users (id integer PRIMARY KEY, code integer UNIQUE CHECK (code > 0));
CREATE INDEX users_code_desc ON users (code DESC);
