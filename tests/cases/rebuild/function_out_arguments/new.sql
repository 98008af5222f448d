CREATE FUNCTION pair(OUT a integer, OUT b integer, OUT c text) LANGUAGE sql IMMUTABLE AS $$SELECT 1, 2, 'x'$$;
CREATE VIEW v AS SELECT a FROM pair();
