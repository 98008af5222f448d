CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW people WITH (security_invoker = true, security_barrier = true) AS SELECT id, name FROM users;
