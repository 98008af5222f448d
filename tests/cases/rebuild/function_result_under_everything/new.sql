CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;

CREATE FUNCTION half(n integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';
CREATE TABLE t (
    id integer PRIMARY KEY,
    a integer DEFAULT half(10),
    g integer GENERATED ALWAYS AS (half(id)) STORED,
    CONSTRAINT small CHECK (half(a) < 100)
);
CREATE INDEX t_half ON t (half(a));
CREATE INDEX t_part ON t (a) WHERE half(id) > 1;
CREATE INDEX t_g ON t (g);
CREATE VIEW halves AS SELECT id, half(a) AS half FROM t;
CREATE TRIGGER put BEFORE UPDATE ON t FOR EACH ROW WHEN (half(new.a) > 1) EXECUTE FUNCTION put();
ALTER TABLE t ENABLE ALWAYS TRIGGER put;
COMMENT ON TRIGGER put ON t IS 'Always';
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY halves ON t USING (half(a) < 50);
COMMENT ON POLICY halves ON t IS 'Small ones';
