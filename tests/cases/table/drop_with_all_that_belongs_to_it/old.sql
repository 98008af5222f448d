CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TABLE sessions (id serial PRIMARY KEY, token text NOT NULL, user_name text);
CREATE INDEX sessions_token ON sessions (token);
CREATE TRIGGER touch BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON sessions USING (user_name = current_user);
COMMENT ON TABLE sessions IS 'Signed in';
