CREATE TABLE users (id bigint PRIMARY KEY);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY, user_id bigint REFERENCES users, day date NOT NULL DEFAULT '2024-01-01', twice bigint GENERATED ALWAYS AS (user_id * 2) STORED, note text CHECK (note <> ''), PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE INDEX visits_note ON visits (lower(note)) WHERE note IS NOT NULL;
CREATE TRIGGER note AFTER INSERT ON visits FOR EACH ROW EXECUTE FUNCTION note();
COMMENT ON COLUMN visits.note IS 'Of the parent';
COMMENT ON INDEX visits_note IS 'Of the parent';
CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
