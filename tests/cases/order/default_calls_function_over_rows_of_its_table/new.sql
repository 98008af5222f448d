CREATE TABLE items (id integer PRIMARY KEY, rank bigint, note text);
CREATE FUNCTION next_rank() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT coalesce(max(rank), 0) + 1 FROM items; END;
ALTER TABLE items ALTER COLUMN rank SET DEFAULT next_rank();
