CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age integer, old boolean GENERATED ALWAYS AS (age > 60) STORED, born date);
CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;

COMMENT ON COLUMN users.old IS 'Over sixty';
CREATE INDEX users_old ON users (old);
CREATE VIEW ages AS SELECT id, age FROM users;
CREATE VIEW more AS SELECT age + 1 AS next FROM ages;
CREATE MATERIALIZED VIEW most AS SELECT max(age) AS age FROM users;
CREATE INDEX most_age ON most (age);
CREATE TRIGGER put BEFORE UPDATE OF age ON users FOR EACH ROW EXECUTE FUNCTION put();
CREATE TABLE notes (id integer PRIMARY KEY, author integer);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY adults ON notes USING (EXISTS (SELECT 1 FROM users u WHERE u.id = notes.author AND u.age > 17));
