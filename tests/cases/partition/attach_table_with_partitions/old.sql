CREATE TABLE readings (sensor bigint NOT NULL, region text NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
CREATE INDEX readings_at ON readings (at);
CREATE TABLE readings_2024 (sensor bigint NOT NULL, region text NOT NULL, at date NOT NULL) PARTITION BY LIST (region);
CREATE TABLE readings_2024_eu PARTITION OF readings_2024 FOR VALUES IN ('eu');
