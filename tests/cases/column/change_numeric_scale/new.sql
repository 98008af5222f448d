CREATE TABLE prices (id integer PRIMARY KEY, amount numeric(19, 4) NOT NULL);
