CREATE TABLE users (id integer, name text, CONSTRAINT users_pkey PRIMARY KEY (id));
