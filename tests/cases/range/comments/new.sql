CREATE TYPE a AS RANGE (subtype = float8);
CREATE TYPE b AS RANGE (subtype = float8);
COMMENT ON TYPE b IS 'Numbers';
CREATE TABLE t (a a, b b);
