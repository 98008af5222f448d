CREATE TABLE users (id integer PRIMARY KEY, name text CONSTRAINT users_name UNIQUE);
ALTER TABLE users ADD CONSTRAINT users_id_once UNIQUE (id);
ALTER TABLE users ADD CONSTRAINT users_name_again UNIQUE (name);
