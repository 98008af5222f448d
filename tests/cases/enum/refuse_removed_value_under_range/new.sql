CREATE TYPE mood AS ENUM ('ok');
CREATE TYPE moods AS RANGE (subtype = mood);
CREATE TABLE t (moods moods[]);
