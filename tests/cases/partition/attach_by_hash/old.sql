CREATE TABLE sessions (id bigint NOT NULL, data text) PARTITION BY HASH (id);
CREATE TABLE sessions_0 PARTITION OF sessions FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE sessions_1 (id bigint NOT NULL, data text);
