CREATE TABLE readings (sensor integer NOT NULL, at date NOT NULL, CONSTRAINT readings_once UNIQUE (sensor, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_2024 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
