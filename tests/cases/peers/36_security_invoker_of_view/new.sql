CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW people WITH (security_barrier, security_invoker = true) AS SELECT id FROM users;
