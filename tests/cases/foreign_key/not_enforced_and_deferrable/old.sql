CREATE TABLE orders (id integer PRIMARY KEY, total integer);
CREATE TABLE lines (id integer, a integer, CONSTRAINT lines_a FOREIGN KEY (a) REFERENCES orders (id));
