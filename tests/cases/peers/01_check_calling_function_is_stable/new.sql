CREATE FUNCTION is_valid(code text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$select code ~ '^[A-Z]+$'$$;
CREATE TABLE codes (code text, CONSTRAINT code_is_valid CHECK (is_valid(code)));
