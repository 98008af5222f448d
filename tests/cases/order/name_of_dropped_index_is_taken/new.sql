CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE TABLE lookup (code text PRIMARY KEY);
CREATE VIEW numbers AS SELECT id FROM users;
