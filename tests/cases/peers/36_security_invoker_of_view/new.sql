CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW people WITH (security_barrier, security_invoker = on) AS SELECT id FROM users;
