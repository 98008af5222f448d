CREATE TABLE places (id bigint, name text, CONSTRAINT is_named CHECK (name <> ''));
CREATE TABLE capitals (CONSTRAINT is_named CHECK (name <> '')) INHERITS (places);
