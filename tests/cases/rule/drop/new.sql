CREATE TABLE users (id integer PRIMARY KEY, name text, gone boolean DEFAULT false);
CREATE TABLE log (id integer, what text);
