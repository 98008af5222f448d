CREATE TABLE new_rows (id integer);
CREATE VIEW z_new AS SELECT id FROM new_rows;
CREATE FUNCTION new_total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM z_new; END;
CREATE VIEW a_new AS SELECT new_total() AS total;
