CREATE TABLE metrics (site integer, at date, value float) PARTITION BY RANGE (site, at);
CREATE TABLE names (name text) PARTITION BY RANGE (lower(name));
CREATE TABLE metrics_1 (site integer, at date, value float);
CREATE TABLE metrics_2 (site integer, at date, value float);
CREATE TABLE names_a (name text);
