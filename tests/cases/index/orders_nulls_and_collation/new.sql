CREATE TABLE users (id integer PRIMARY KEY, name text, email text, seen_at timestamptz);
CREATE INDEX users_mixed ON users (seen_at DESC NULLS LAST, name COLLATE "C" NULLS FIRST, email text_pattern_ops DESC);
