CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
CREATE STATISTICS places_where ON "Zone", city, zip FROM places;
CREATE STATISTICS public.places_how (mcv, ndistinct) ON city, lower(zip), (size % 10) FROM public.places;
ALTER STATISTICS public.places_how SET STATISTICS 400;
CREATE STATISTICS places_mod ON (size % 10) FROM places;
COMMENT ON STATISTICS places_mod IS 'Last digits';
