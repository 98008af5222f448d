CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN TABLE signals (id integer CHECK (id > 0), strength numeric, CONSTRAINT weak CHECK (strength < 10), CONSTRAINT "Old" CHECK (id < 9)) SERVER southern;
