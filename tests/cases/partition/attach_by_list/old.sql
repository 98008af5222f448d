CREATE TABLE orders (id bigint NOT NULL, region varchar(20)) PARTITION BY LIST (region);
CREATE TABLE orders_eu PARTITION OF orders FOR VALUES IN ('de', 'fr');
CREATE TABLE orders_us (id bigint NOT NULL, region varchar(20));
CREATE TABLE orders_jp (id bigint NOT NULL, region varchar(20));
