CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, what text) PARTITION BY RANGE (at);
CREATE TABLE events_2024 (id bigint NOT NULL, at date NOT NULL, what text);
ALTER TABLE events_2024 ALTER COLUMN what SET STATISTICS 500;
COMMENT ON COLUMN events_2024.at IS 'When';
