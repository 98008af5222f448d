CREATE TABLE orders (id integer PRIMARY KEY, total integer);
CREATE TABLE lines (id integer, a integer, b integer, c integer,
    CONSTRAINT lines_a FOREIGN KEY (a) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT lines_b FOREIGN KEY (b) REFERENCES orders (id) NOT ENFORCED);
COMMENT ON CONSTRAINT lines_b ON lines IS 'Soon';
