CREATE TYPE mood AS ENUM ('bad', 'fine', 'dead');
CREATE TABLE people (id integer PRIMARY KEY, mood mood DEFAULT 'fine');
