CREATE FUNCTION label(n integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$select 'n' || n$$;
CREATE TABLE numbers (n integer);
CREATE VIEW labels AS SELECT public.label(numbers.n) AS label FROM numbers;
