CREATE TYPE e AS ENUM ('v0');
CREATE TABLE t (id int PRIMARY KEY, k e, k2 e);
