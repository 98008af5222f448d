CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE SERVER northern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id bigint) SERVER northern;
CREATE VIEW strong AS SELECT id FROM signals;
COMMENT ON VIEW strong IS 'Strong ones';
COMMENT ON FOREIGN TABLE signals IS 'What is received';
