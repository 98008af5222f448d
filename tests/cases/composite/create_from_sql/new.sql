CREATE TABLE items (id integer, name text);
CREATE TYPE order_line AS (item items, amount numeric(10,2), "Note" varchar(20) COLLATE "C");
COMMENT ON TYPE order_line IS 'A line of an order';
COMMENT ON COLUMN order_line."Note" IS 'For the packer';
CREATE TABLE orders (id integer, lines order_line[], gift items);
