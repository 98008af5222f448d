CREATE TABLE users (
    id integer CONSTRAINT people_id_not_null NOT NULL,
    email text CONSTRAINT users_email_not_null NOT NULL,
    name text CONSTRAINT users_name_not_null1 NOT NULL,
    phone text NOT NULL
);
ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
