CREATE TABLE places (id integer, city text, zip text);
CREATE MATERIALIZED VIEW seen AS SELECT city, zip FROM places;
CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE remote (city text, zip text) SERVER southern;
CREATE TABLE visits (day date, city text, zip text) PARTITION BY RANGE (day);
CREATE TABLE visits_old PARTITION OF visits FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
