CREATE TABLE users (id integer PRIMARY KEY, name text, state text, at date);
CREATE VIEW people AS SELECT id, name, at FROM users;
ALTER VIEW people ALTER name SET DEFAULT 'nobody', ALTER at SET DEFAULT current_date + 1;
