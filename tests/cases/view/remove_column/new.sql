CREATE TABLE users (id integer PRIMARY KEY, name text, age integer);
CREATE VIEW people AS SELECT id, name FROM users;
CREATE VIEW old_people AS SELECT id, name FROM people WHERE id < 100;
COMMENT ON VIEW old_people IS 'Here from the start';
