CREATE TABLE a (id bigint, x text);
CREATE TABLE b (id bigint, y text);
CREATE TABLE c (id bigint, x text, y text) INHERITS (b, a);
