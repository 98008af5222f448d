CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE STATISTICS places_a ON city, zip FROM places;
CREATE STATISTICS places_b ON city, id FROM places;
ALTER STATISTICS places_b SET STATISTICS 30;
CREATE STATISTICS places_c ON zip, id FROM places;
COMMENT ON STATISTICS places_c IS 'Old';
