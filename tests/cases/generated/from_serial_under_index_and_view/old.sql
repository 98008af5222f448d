CREATE TABLE t (id integer PRIMARY KEY, number serial UNIQUE);
COMMENT ON COLUMN t.number IS 'Counted';
CREATE INDEX t_number_idx ON t (number DESC);
CREATE VIEW numbers AS SELECT number FROM t;
