CREATE TYPE mark AS ENUM ('ok');
CREATE TABLE t (id integer PRIMARY KEY, mark mark);
