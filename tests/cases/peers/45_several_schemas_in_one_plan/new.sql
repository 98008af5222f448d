CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE SCHEMA c;
CREATE TABLE c.t (id integer PRIMARY KEY);
CREATE TABLE a.t (id integer PRIMARY KEY, c_id integer REFERENCES c.t);
CREATE TABLE b.t (id integer PRIMARY KEY, a_id integer REFERENCES a.t);
CREATE VIEW a.all_of_it AS SELECT a.id AS a_id, b.id AS b_id FROM a.t a JOIN b.t b ON b.a_id = a.id JOIN c.t c ON c.id = a.c_id;
