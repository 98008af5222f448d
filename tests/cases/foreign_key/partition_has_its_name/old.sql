CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE logs (user_id integer, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE logs_2024 PARTITION OF logs (CONSTRAINT by_user CHECK (user_id > 0)) FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
