CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE moods AS RANGE (subtype = mood);
CREATE TABLE t (moods moods[]);
