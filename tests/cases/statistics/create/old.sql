CREATE TABLE places (id integer, city text, zip text, "Zone" integer, size numeric);
