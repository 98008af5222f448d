CREATE EXTENSION btree_gist;
CREATE TABLE rooms (id integer NOT NULL, open daterange NOT NULL, place text);
