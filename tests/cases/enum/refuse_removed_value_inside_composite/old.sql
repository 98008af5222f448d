CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE day AS (number integer, mood mood);
CREATE TABLE t (day day);
