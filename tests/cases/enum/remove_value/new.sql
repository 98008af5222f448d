CREATE TYPE mood AS ENUM ('bad', 'fine');

CREATE TABLE people (
    id integer PRIMARY KEY,
    mood mood NOT NULL DEFAULT 'fine',
    note text
);
