CREATE TABLE countries (id integer PRIMARY KEY, code text);
CREATE TABLE users (id integer PRIMARY KEY, country text);
