CREATE CONVERSION latin FOR 'iso-8859-1' TO 'utf-8' FROM pg_catalog.iso8859_1_to_utf8;
COMMENT ON CONVERSION latin IS 'As initdb''s';
