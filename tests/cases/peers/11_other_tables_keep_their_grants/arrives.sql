CREATE TABLE a (id integer PRIMARY KEY, note text);
CREATE TABLE b (id integer PRIMARY KEY);
CREATE VIEW c AS SELECT id FROM b;
GRANT SELECT, INSERT ON a, b, c TO access_one;
GRANT ALL ON b TO "access two" WITH GRANT OPTION;
GRANT UPDATE (id) ON c TO "access two";
