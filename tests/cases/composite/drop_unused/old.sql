CREATE TYPE pair AS (a integer, b text);
CREATE TYPE pairs AS (p pair[]);
CREATE TABLE t (id integer, p pair);
