CREATE TABLE prices (id integer PRIMARY KEY, amount numeric(10, 2) NOT NULL);
CREATE VIEW high_prices AS SELECT id, amount FROM prices WHERE amount > 100;
CREATE VIEW highest_price AS SELECT max(amount) AS amount FROM high_prices;
COMMENT ON VIEW highest_price IS 'One row';
