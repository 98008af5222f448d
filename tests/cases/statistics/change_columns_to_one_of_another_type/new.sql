CREATE TABLE readings (id integer PRIMARY KEY, value integer, room integer);
CREATE STATISTICS readings_together ON value, room FROM readings;
