CREATE TABLE orders (id integer PRIMARY KEY, total integer, CONSTRAINT small CHECK (total < 1000) NOT ENFORCED, CONSTRAINT even CHECK (total > -5));
