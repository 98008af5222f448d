CREATE TABLE sessions (id text NOT NULL) PARTITION BY HASH (id);
CREATE TABLE sessions_0 (id text NOT NULL);
