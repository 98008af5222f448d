CREATE TYPE pair AS (a integer, b text, c text);
COMMENT ON TYPE pair IS 'Three things';
COMMENT ON COLUMN pair.b IS 'The other';
COMMENT ON COLUMN pair.c IS 'The last';
