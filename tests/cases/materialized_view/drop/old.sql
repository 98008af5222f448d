CREATE TABLE orders (id integer PRIMARY KEY);
CREATE MATERIALIZED VIEW order_counts AS SELECT count(*) AS total FROM orders;
CREATE INDEX order_counts_total ON order_counts (total);
