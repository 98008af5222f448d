CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE people (id integer PRIMARY KEY);
