CREATE FUNCTION new_code() RETURNS text LANGUAGE sql AS 'select md5(random()::text)';
CREATE TABLE tickets (id integer PRIMARY KEY, code text DEFAULT new_code());
