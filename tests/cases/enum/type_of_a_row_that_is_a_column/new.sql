CREATE TYPE mood AS ENUM ('fine');
CREATE TABLE inner_t (id integer, mood mood);
CREATE TABLE outer_t (id integer, one inner_t);
