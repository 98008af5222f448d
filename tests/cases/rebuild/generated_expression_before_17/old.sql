CREATE TABLE t (id integer PRIMARY KEY, a integer NOT NULL, g integer GENERATED ALWAYS AS (a * 2) STORED,
    CONSTRAINT t_g UNIQUE (g), CONSTRAINT positive CHECK (g > 0));
COMMENT ON COLUMN t.g IS 'Computed';
CREATE INDEX t_both ON t (g, id);
CREATE VIEW v AS SELECT g FROM t;
