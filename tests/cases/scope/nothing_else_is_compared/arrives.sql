CREATE SCHEMA jobs;
CREATE TABLE jobs.queue (id bigint);
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE MATERIALIZED VIEW counts AS SELECT count(*) AS many FROM users;
CREATE UNIQUE INDEX counts_many ON counts (many);
