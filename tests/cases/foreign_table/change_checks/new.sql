CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id integer CHECK (id > 0), strength numeric, CONSTRAINT weak CHECK (strength < 20), CHECK (strength > 1)) SERVER southern;
COMMENT ON CONSTRAINT signals_id_check ON signals IS 'Numbers begin with one';
