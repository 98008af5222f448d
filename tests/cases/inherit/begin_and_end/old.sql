CREATE TABLE places (id bigint NOT NULL, name text, CONSTRAINT is_named CHECK (name <> ''));
CREATE TABLE capitals (id bigint, name text, mayor text);
CREATE TABLE old_marks (id bigint NOT NULL, name text, CONSTRAINT is_named CHECK (name <> '')) INHERITS (places);
