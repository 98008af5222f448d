CREATE TYPE mood AS ENUM ('dead', 'bad', 'fine', 'good');

CREATE TABLE events (id integer NOT NULL, at date NOT NULL, mood mood DEFAULT 'fine', CONSTRAINT not_bad CHECK (mood <> 'bad')) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (id);
CREATE TABLE events_2024_1 PARTITION OF events_2024 FOR VALUES IN (1);
ALTER TABLE events_2024_1 ADD CONSTRAINT own CHECK (mood <> 'good' OR id = 1);
CREATE INDEX events_fine ON events (id) WHERE mood = 'fine';
CREATE INDEX events_1_good ON events_2024_1 (id) WHERE mood = 'good';
CREATE VIEW of_partition AS SELECT id, mood FROM events_2024_1;
