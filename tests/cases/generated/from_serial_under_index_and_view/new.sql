CREATE TABLE t (id integer PRIMARY KEY, number integer GENERATED ALWAYS AS (id * 10) STORED UNIQUE);
COMMENT ON COLUMN t.number IS 'Counted';
CREATE INDEX t_number_idx ON t (number DESC);
CREATE VIEW numbers AS SELECT number FROM t;
