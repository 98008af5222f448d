CREATE TYPE st AS ENUM ('a');
CREATE TABLE old_t (id integer PRIMARY KEY, s text, e st);
CREATE INDEX i ON old_t (s);
CREATE VIEW v AS SELECT id, s FROM old_t WHERE s = 'a';
