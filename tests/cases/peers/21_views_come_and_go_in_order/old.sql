CREATE TABLE old_rows (id integer);
CREATE VIEW z_old AS SELECT id FROM old_rows;
CREATE FUNCTION old_total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM z_old; END;
CREATE VIEW a_old AS SELECT old_total() AS total;
