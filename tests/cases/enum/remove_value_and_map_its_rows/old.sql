CREATE TYPE mood AS ENUM ('bad', 'fine', 'dead', 'gone');

CREATE TABLE people (
    id integer PRIMARY KEY,
    mood mood NOT NULL DEFAULT 'fine',
    note text
);
