CREATE SCHEMA auth;
CREATE SCHEMA extensions;
CREATE EXTENSION citext SCHEMA extensions;
CREATE TABLE auth.users (id uuid PRIMARY KEY, email extensions.citext NOT NULL UNIQUE);
CREATE TABLE profiles (user_id uuid PRIMARY KEY REFERENCES auth.users ON DELETE CASCADE, nick extensions.citext);
