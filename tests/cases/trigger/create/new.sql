CREATE TABLE users (id integer PRIMARY KEY, name text, email text);
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS 'begin return null; end';
CREATE TRIGGER note_change AFTER INSERT OR DELETE OR UPDATE OF name, email ON users
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION note_change('users', '1', 'it''s');
COMMENT ON TRIGGER note_change ON users IS 'For the audit';
