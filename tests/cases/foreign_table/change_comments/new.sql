CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id integer) SERVER southern;
COMMENT ON FOREIGN TABLE signals IS 'What is received';
