CREATE FUNCTION greeting(name text DEFAULT 'you') RETURNS text LANGUAGE sql AS $$SELECT 'Hello ' || name$$;
