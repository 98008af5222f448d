CREATE FUNCTION n(a integer) RETURNS varchar LANGUAGE sql IMMUTABLE AS $$SELECT 'x'$$;
CREATE TABLE t (id integer PRIMARY KEY, n varchar(10) DEFAULT n(1));
