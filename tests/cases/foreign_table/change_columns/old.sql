CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id integer, band text DEFAULT 'radio', name text NOT NULL, old text, twice integer GENERATED ALWAYS AS (id * 2) STORED) SERVER southern;
CREATE VIEW names AS SELECT id, name FROM signals;
