CREATE TABLE orders (id integer PRIMARY KEY, amount bigint NOT NULL);
CREATE MATERIALIZED VIEW order_amounts AS SELECT amount, count(*) AS orders FROM orders GROUP BY amount;
CREATE UNIQUE INDEX uq_order_amounts ON order_amounts (amount);
