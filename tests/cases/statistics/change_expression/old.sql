CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE STATISTICS places_how ON city, lower(zip) FROM places;
CREATE STATISTICS places_same ON city, (coalesce(zip, '')) FROM places;
