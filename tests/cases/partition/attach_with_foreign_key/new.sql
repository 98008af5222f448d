CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE visits (user_id bigint CONSTRAINT visits_user_id_fkey REFERENCES users, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visits_2023 PARTITION OF visits FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
