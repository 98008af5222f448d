CREATE TYPE floatrange AS RANGE (subtype = float8);
CREATE TYPE period AS RANGE (subtype = date, multirange_type_name = periods);
CREATE FUNCTION width(r floatrange) RETURNS float8 LANGUAGE sql AS 'SELECT upper(r) - lower(r)';
