CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE STATISTICS places_mod ON (size % 10) FROM places;
CREATE STATISTICS places_where ON city, zip FROM places;
