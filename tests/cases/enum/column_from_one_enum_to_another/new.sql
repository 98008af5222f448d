CREATE TYPE a AS ENUM ('x', 'y');
CREATE TYPE b AS ENUM ('y', 'x', 'z');
CREATE TABLE t (id integer PRIMARY KEY, v b DEFAULT 'x', w b[]);
