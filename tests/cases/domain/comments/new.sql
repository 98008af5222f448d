CREATE DOMAIN age AS integer CONSTRAINT in_range CHECK (VALUE > 0) CONSTRAINT not_old CHECK (VALUE < 150);
COMMENT ON TYPE age IS 'Whole years';
COMMENT ON CONSTRAINT not_old ON DOMAIN age IS 'Nobody is that old';
