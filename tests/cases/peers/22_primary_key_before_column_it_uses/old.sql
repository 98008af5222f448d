CREATE TABLE users (legacy_id integer PRIMARY KEY, id uuid NOT NULL);
