CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id integer NOT NULL, band text, name varchar(20), note text OPTIONS (column_name 'notes') DEFAULT 'none', twice integer GENERATED ALWAYS AS (id * 3) STORED) SERVER southern;
CREATE VIEW names AS SELECT id, name FROM signals;
