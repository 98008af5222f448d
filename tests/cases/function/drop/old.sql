CREATE FUNCTION format_name(first text, last varchar(20), at timestamptz[] DEFAULT '{}') RETURNS text LANGUAGE sql AS $$SELECT first || last$$;
