CREATE TABLE readings (sensor bigint NOT NULL, region text NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX readings_at ON readings (at);
CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
