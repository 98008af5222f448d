CREATE FUNCTION z_base(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + 1';
CREATE FUNCTION a_derived(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN z_base(n) * 2;
