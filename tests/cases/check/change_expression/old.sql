CREATE TABLE orders (id integer PRIMARY KEY, amount numeric NOT NULL, CONSTRAINT amount_range CHECK (amount > 0));
