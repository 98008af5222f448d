CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id integer NOT NULL, open daterange NOT NULL, place text, CONSTRAINT a UNIQUE (id, open WITHOUT OVERLAPS), CONSTRAINT b UNIQUE (place, open));
