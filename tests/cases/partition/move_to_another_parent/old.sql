CREATE TABLE logs (at date NOT NULL, line text) PARTITION BY RANGE (at);
CREATE INDEX logs_at ON logs (at);
CREATE TABLE archive (at date NOT NULL, line text) PARTITION BY RANGE (at);
CREATE INDEX archive_line ON archive (line);
CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
