CREATE TABLE orders (id integer PRIMARY KEY, tenant_id integer NOT NULL);
CREATE MATERIALIZED VIEW order_counts AS SELECT tenant_id, count(*) AS total FROM orders GROUP BY tenant_id WITH NO DATA;
