CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE TABLE others (a integer, b integer);
CREATE STATISTICS places_where ON city, zip, id FROM places;
CREATE STATISTICS wandering ON a, b FROM others;
