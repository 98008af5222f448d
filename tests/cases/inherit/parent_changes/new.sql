CREATE TABLE places (id bigint NOT NULL, name text DEFAULT 'y', height bigint DEFAULT 1, area numeric, kind text NOT NULL DEFAULT 'town', CONSTRAINT has_area CHECK (area > 0));
CREATE TABLE capitals (mayor text) INHERITS (places);
ALTER TABLE capitals ALTER COLUMN name SET DEFAULT 'x';
ALTER TABLE capitals ALTER COLUMN area SET DEFAULT 7;
CREATE INDEX capitals_area ON capitals (area);
CREATE VIEW heights AS SELECT height FROM capitals;
