CREATE TABLE orders (id integer PRIMARY KEY, number integer NOT NULL UNIQUE CHECK (number > 0));
CREATE INDEX orders_number_desc ON orders (number DESC);
