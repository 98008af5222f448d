CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE TABLE others (a integer, b integer);
CREATE STATISTICS places_where ON city, zip FROM places;
CREATE STATISTICS wandering ON city, zip FROM places;
