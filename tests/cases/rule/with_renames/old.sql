CREATE TABLE users (id integer, name text);
CREATE RULE keep AS ON DELETE TO users WHERE old.name IS NOT NULL DO INSTEAD NOTHING;
