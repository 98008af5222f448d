CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE MATERIALIZED VIEW v AS SELECT id, name FROM users;
CREATE INDEX v_id ON v (id);
CREATE MATERIALIZED VIEW w AS SELECT id FROM v;
CREATE INDEX w_id ON w (id);
