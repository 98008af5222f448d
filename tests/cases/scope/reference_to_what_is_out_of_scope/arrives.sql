CREATE SCHEMA auth;
CREATE TYPE auth.level AS ENUM ('low', 'high');
CREATE TABLE auth.users (id uuid PRIMARY KEY, email text);
CREATE FUNCTION auth.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TABLE profiles (
    id uuid PRIMARY KEY REFERENCES auth.users (id) ON DELETE CASCADE,
    level auth.level DEFAULT 'low' NOT NULL
);
CREATE TRIGGER touched BEFORE UPDATE ON profiles FOR EACH ROW EXECUTE FUNCTION auth.touch();
CREATE VIEW people AS SELECT u.email, p.level FROM auth.users u JOIN profiles p ON p.id = u.id;
