CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE VIEW v AS SELECT id, name FROM users;
CREATE MATERIALIZED VIEW w AS SELECT id FROM v;
CREATE INDEX w_id ON w (id);
