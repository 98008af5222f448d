CREATE SCHEMA reports;
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE VIEW reports.names AS SELECT id, name FROM users;
COMMENT ON VIEW reports.names IS 'Of the analysts';
