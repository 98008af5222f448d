CREATE DOMAIN amount AS numeric(10,2);
CREATE TYPE place AS (street text, city text);
CREATE TABLE shops (id integer PRIMARY KEY, turnover amount, place place);
