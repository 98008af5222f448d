CREATE TYPE mood AS ENUM ('fine', 'bad');

CREATE TABLE people (id integer PRIMARY KEY, mood mood DEFAULT 'fine', said text, was mood, now mood DEFAULT 'bad',
    CONSTRAINT alive CHECK (mood <> 'bad' OR said IS NULL));
CREATE INDEX people_dead ON people (id) WHERE mood = 'bad';
CREATE VIEW moods AS SELECT id, mood, now FROM people WHERE mood <> 'bad';
