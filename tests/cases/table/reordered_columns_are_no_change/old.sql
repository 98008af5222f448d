CREATE TABLE points (x integer, y integer);
