CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE STATISTICS places_a (mcv) ON city, zip FROM places;
ALTER STATISTICS places_a OWNER TO clerk;
CREATE STATISTICS places_b ON city, id FROM places;
ALTER STATISTICS places_b OWNER TO clerk;
