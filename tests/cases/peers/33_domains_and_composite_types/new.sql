CREATE DOMAIN amount AS numeric(10,2) CHECK (VALUE >= 0);
CREATE DOMAIN code AS text DEFAULT 'x' CHECK (length(VALUE) < 10);
CREATE TYPE place AS (street text, city text, country text);
CREATE TYPE span AS ("from" time, until time);
CREATE TABLE shops (id integer PRIMARY KEY, turnover amount, place place, code code, open span[]);
