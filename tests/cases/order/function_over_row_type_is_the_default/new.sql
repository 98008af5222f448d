CREATE TABLE items (id integer PRIMARY KEY, rank bigint);
CREATE VIEW top AS SELECT max(rank) AS rank FROM items;
CREATE FUNCTION best() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT rank FROM top; END;
ALTER TABLE items ALTER COLUMN rank SET DEFAULT best();
CREATE VIEW with_best AS SELECT id, best() AS best FROM items;
