CREATE TABLE lines (id integer PRIMARY KEY, quantity integer NOT NULL, total integer GENERATED ALWAYS AS (quantity * 2) VIRTUAL);
