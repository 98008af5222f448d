CREATE TABLE places (id bigint, name text);
CREATE TABLE capitals (CONSTRAINT is_named CHECK (name <> '')) INHERITS (places);
