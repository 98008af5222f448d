CREATE TABLE places (id integer, city text, "Zone" integer, size numeric);
