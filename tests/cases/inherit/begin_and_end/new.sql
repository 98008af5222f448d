CREATE TABLE places (id bigint NOT NULL, name text, height integer, CONSTRAINT is_named CHECK (name <> ''));
CREATE TABLE capitals (id bigint NOT NULL, name text, mayor text, height integer, CONSTRAINT is_named CHECK (name <> '')) INHERITS (places);
CREATE TABLE old_marks (id bigint NOT NULL, name text);
