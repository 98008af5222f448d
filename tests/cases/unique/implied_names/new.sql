CREATE TABLE users (
    id integer PRIMARY KEY CHECK (id > 0),
    email text UNIQUE,
    region text,
    users_email_key integer,
    UNIQUE (email, region),
    CHECK (email <> region),
    CHECK (id > length(email))
);
