CREATE TABLE readings (id integer PRIMARY KEY, value text, room integer);
CREATE STATISTICS readings_together ON id, room FROM readings;
