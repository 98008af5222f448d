CREATE TABLE documents (id integer PRIMARY KEY, body jsonb NOT NULL DEFAULT '{}');
