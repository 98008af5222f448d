CREATE TABLE users (id integer PRIMARY KEY, name text, age integer);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 21;
CREATE VIEW adult_names AS SELECT name FROM adults;
