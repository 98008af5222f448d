CREATE TABLE users (
    id integer CONSTRAINT users_are_numbered NOT NULL,
    email text CONSTRAINT email_is_known NOT NULL,
    phone text NOT NULL,
    name text
);
COMMENT ON CONSTRAINT email_is_known ON users IS 'Nobody signs up without';
