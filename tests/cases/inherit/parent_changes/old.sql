CREATE TABLE places (id bigint, name text, height integer DEFAULT 0, note text, CONSTRAINT is_low CHECK (height < 10000));
CREATE TABLE capitals (mayor text) INHERITS (places);
ALTER TABLE capitals ALTER COLUMN name SET DEFAULT 'x';
CREATE VIEW heights AS SELECT height FROM capitals;
