CREATE TABLE t (x integer, y integer);
ALTER TABLE t ADD CONSTRAINT positive CHECK (x > 0) NOT VALID;
