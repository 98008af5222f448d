CREATE TABLE orders (id bigint NOT NULL, region varchar(20)) PARTITION BY LIST (region);
CREATE TABLE orders_eu PARTITION OF orders FOR VALUES IN ('de', 'fr');
CREATE TABLE orders_us PARTITION OF orders FOR VALUES IN ('us', 'ca', NULL);
CREATE TABLE orders_jp PARTITION OF orders FOR VALUES IN ('jp');
