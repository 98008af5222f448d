CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, born date);

CREATE VIEW base AS SELECT id, name FROM users;
CREATE FUNCTION adults(youngest integer DEFAULT 18) RETURNS SETOF base LANGUAGE sql STABLE BEGIN ATOMIC SELECT id, name FROM base WHERE id > youngest; END;
COMMENT ON FUNCTION adults(integer) IS 'Grown up';
CREATE VIEW adult_names AS SELECT name FROM adults(18);
COMMENT ON VIEW adult_names IS 'Names'; COMMENT ON COLUMN adult_names.name IS 'A name';
CREATE MATERIALIZED VIEW adult_count AS SELECT count(*) AS number, 1 AS one FROM adult_names;
CREATE UNIQUE INDEX adult_count_one ON adult_count (one);
COMMENT ON INDEX adult_count_one IS 'For refreshing';
