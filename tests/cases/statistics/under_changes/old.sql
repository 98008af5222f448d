CREATE TABLE places (id integer, city text, zip text, town text GENERATED ALWAYS AS (upper(city)) STORED);
CREATE FUNCTION short(place text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT left($1, 2)';
CREATE MATERIALIZED VIEW seen AS SELECT city, zip FROM places;
CREATE STATISTICS seen_where ON city, zip FROM seen;
CREATE STATISTICS places_where ON id, zip FROM places;
CREATE STATISTICS places_town ON id, town FROM places;
CREATE STATISTICS places_short ON id, short(city) FROM places;
