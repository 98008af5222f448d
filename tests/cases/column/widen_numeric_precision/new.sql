CREATE TABLE prices (id integer PRIMARY KEY, amount numeric(19, 2) NOT NULL DEFAULT 0);
