CREATE TABLE events (id bigint NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE archive PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX archive_id ON archive (id);
ALTER TABLE archive ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobody ON archive USING (false);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
