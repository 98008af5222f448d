CREATE TABLE events (id integer, kind text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE events_a PARTITION OF events FOR VALUES IN ('a');
CREATE UNIQUE INDEX events_id ON events (id, kind);
