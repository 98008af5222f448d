CREATE TYPE floatrange AS RANGE (subtype = float8);
CREATE TABLE t (id integer, r floatrange, m floatmultirange);
