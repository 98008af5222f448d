CREATE TABLE old_users (id integer CONSTRAINT the_key PRIMARY KEY);
