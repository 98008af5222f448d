CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TABLE users (id integer PRIMARY KEY, legacy text, name text);
CREATE TRIGGER touch BEFORE UPDATE OF legacy, name ON users FOR EACH ROW EXECUTE FUNCTION touch();
