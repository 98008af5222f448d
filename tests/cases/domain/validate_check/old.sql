CREATE DOMAIN email AS text;
ALTER DOMAIN email ADD CONSTRAINT has_at CHECK (VALUE LIKE '%@%') NOT VALID;
CREATE TABLE users (id integer, email email);
