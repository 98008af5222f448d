CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);
CREATE MATERIALIZED VIEW m AS SELECT id, name FROM users;
CREATE UNIQUE INDEX m_id ON m (id);
CREATE VIEW v AS SELECT name FROM m;
CREATE MATERIALIZED VIEW n AS SELECT count(*) AS number FROM v;
CREATE INDEX n_number ON n (number);
