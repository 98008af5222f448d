CREATE TABLE users (
    id integer PRIMARY KEY,
    zip varchar(10),
    city text,
    address text,
    country char(2) NOT NULL DEFAULT 'DE'
);
COMMENT ON COLUMN users.country IS 'ISO 3166';
