CREATE FUNCTION discount(price integer, percent integer DEFAULT 10) RETURNS integer LANGUAGE sql IMMUTABLE AS $$SELECT price * percent / 100$$;
CREATE TABLE items (id integer PRIMARY KEY, price integer, CONSTRAINT some_discount CHECK (discount(price) > 0));
CREATE INDEX items_discount ON items (discount(price));
CREATE VIEW discounts AS SELECT id, discount(price) AS discount FROM items;
GRANT SELECT ON discounts TO PUBLIC;
