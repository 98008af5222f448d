CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE STATISTICS places_where (dependencies) ON city, zip FROM places;
ALTER STATISTICS places_where SET STATISTICS 50;
COMMENT ON STATISTICS places_where IS 'Where';
