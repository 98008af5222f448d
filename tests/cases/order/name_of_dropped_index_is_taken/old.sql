CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE INDEX lookup ON users (email);
CREATE SEQUENCE numbers;
