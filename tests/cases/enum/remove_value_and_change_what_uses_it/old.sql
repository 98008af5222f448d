CREATE TYPE mood AS ENUM ('dead', 'bad', 'fine');

CREATE TABLE people (id integer PRIMARY KEY, mood mood DEFAULT 'dead', said mood, gone mood, was text,
    CONSTRAINT alive CHECK (mood <> 'dead' OR said IS NULL));
CREATE INDEX people_dead ON people (id) WHERE mood = 'dead';
CREATE VIEW moods AS SELECT id, mood, said FROM people WHERE mood <> 'dead';
