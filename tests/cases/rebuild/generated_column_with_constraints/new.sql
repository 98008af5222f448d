CREATE TABLE t (id integer PRIMARY KEY, a bigint NOT NULL, twice integer GENERATED ALWAYS AS (a * 2) STORED,
    CONSTRAINT t_twice UNIQUE (twice), CONSTRAINT positive CHECK (twice > 0));
COMMENT ON CONSTRAINT t_twice ON t IS 'Key';
CREATE INDEX t_both ON t (twice, id);
CREATE INDEX t_where ON t (id) WHERE twice > 10;
CREATE TABLE u (id integer PRIMARY KEY, twice integer REFERENCES t (twice));
