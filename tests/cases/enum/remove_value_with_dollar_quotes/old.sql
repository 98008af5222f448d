CREATE TYPE mark AS ENUM ('$$; DROP TABLE t; $$', '$body$', 'ok');
CREATE TABLE t (id integer PRIMARY KEY, mark mark);
