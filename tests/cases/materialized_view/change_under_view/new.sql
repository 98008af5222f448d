CREATE TABLE orders (id integer PRIMARY KEY, tenant_id integer NOT NULL);
CREATE MATERIALIZED VIEW order_counts AS SELECT tenant_id, count(*) AS total, max(id) AS latest FROM orders GROUP BY tenant_id;
CREATE VIEW busy_tenants AS SELECT tenant_id FROM order_counts WHERE total > 100;
