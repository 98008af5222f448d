CREATE TABLE a_docs (id integer PRIMARY KEY);
