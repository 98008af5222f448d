CREATE TABLE t (a integer, b integer);
CREATE UNIQUE INDEX i ON t (b);
CREATE INDEX j ON t (a);
