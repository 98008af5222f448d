CREATE EXTENSION hstore;
CREATE TABLE accounts (id integer PRIMARY KEY, labels hstore);
