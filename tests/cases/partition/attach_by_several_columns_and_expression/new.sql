CREATE TABLE metrics (site integer, at date, value float) PARTITION BY RANGE (site, at);
CREATE TABLE names (name text) PARTITION BY RANGE (lower(name));
CREATE TABLE metrics_1 PARTITION OF metrics FOR VALUES FROM (1, MINVALUE) TO (10, '2024-01-01');
CREATE TABLE metrics_2 PARTITION OF metrics FOR VALUES FROM (10, '2024-01-01') TO (10, '2025-01-01');
CREATE TABLE names_a PARTITION OF names FOR VALUES FROM ('a') TO ('b');
