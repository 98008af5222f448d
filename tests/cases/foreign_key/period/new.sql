CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id integer NOT NULL, open daterange NOT NULL, place text, PRIMARY KEY (id, open WITHOUT OVERLAPS));
CREATE TABLE stays (room integer, during daterange, FOREIGN KEY (room, PERIOD during) REFERENCES rooms);
