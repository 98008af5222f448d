CREATE TABLE readings (sensor bigint NOT NULL, region text NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (region);
CREATE INDEX readings_at ON readings (at);
CREATE TABLE readings_2024_eu (sensor bigint NOT NULL, region text NOT NULL, at date NOT NULL);
CREATE INDEX readings_2024_eu_at_idx ON readings_2024_eu (at);
