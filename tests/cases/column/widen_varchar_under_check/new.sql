CREATE TABLE users (id integer PRIMARY KEY, name varchar(200) NOT NULL, CONSTRAINT named CHECK (name <> ''));
