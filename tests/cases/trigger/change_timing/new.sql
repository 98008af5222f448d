CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TRIGGER touch BEFORE INSERT OR UPDATE OF name ON users FOR EACH ROW WHEN (new.name IS NOT NULL) EXECUTE FUNCTION touch();
