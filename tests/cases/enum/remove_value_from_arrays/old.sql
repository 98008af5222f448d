CREATE TYPE mood AS ENUM ('bad', 'fine', 'good', 'dead');

CREATE TABLE people (
    id integer PRIMARY KEY,
    moods mood[] NOT NULL DEFAULT '{fine}',
    best mood DEFAULT 'good'
);
CREATE INDEX people_moods ON people USING gin (moods);
