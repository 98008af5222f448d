CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id integer PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id));
