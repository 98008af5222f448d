CREATE TABLE users (id integer PRIMARY KEY, legacy_code integer NOT NULL);
