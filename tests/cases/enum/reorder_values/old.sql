CREATE TYPE mood AS ENUM ('bad', 'fine', 'good');

CREATE TABLE people (
    id integer PRIMARY KEY,
    mood mood NOT NULL DEFAULT 'fine',
    note text
);
CREATE INDEX people_mood ON people (mood);
