CREATE TABLE places (id bigint, name text);
CREATE TABLE capitals (id bigint) INHERITS (places);
