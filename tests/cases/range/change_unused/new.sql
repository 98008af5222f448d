CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE period AS RANGE (subtype = timestamptz, multirange_type_name = many_periods);
COMMENT ON TYPE period IS 'From when to when';
CREATE FUNCTION width(r floatrange) RETURNS float8 LANGUAGE sql AS 'SELECT upper(r) - lower(r)';
CREATE FUNCTION count_of(r many_periods) RETURNS integer LANGUAGE sql AS 'SELECT 1';
