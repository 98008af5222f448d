CREATE TABLE trips (id integer PRIMARY KEY, starts_on date NOT NULL);
