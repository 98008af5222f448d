CREATE TABLE countries (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE users (id integer PRIMARY KEY, country text REFERENCES countries (code));
