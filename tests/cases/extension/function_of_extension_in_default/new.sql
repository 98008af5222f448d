CREATE EXTENSION pgcrypto;

CREATE TABLE tokens (
    id integer PRIMARY KEY,
    salt text NOT NULL DEFAULT gen_salt('bf')
);
