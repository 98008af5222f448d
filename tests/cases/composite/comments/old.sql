CREATE TYPE pair AS (a integer, b text, c text);
COMMENT ON TYPE pair IS 'Two things';
COMMENT ON COLUMN pair.a IS 'The first';
COMMENT ON COLUMN pair.b IS 'The second';
