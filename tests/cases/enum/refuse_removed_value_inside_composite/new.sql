CREATE TYPE mood AS ENUM ('ok');
CREATE TYPE day AS (number integer, mood mood);
CREATE TABLE t (day day);
