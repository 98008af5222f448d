CREATE TYPE mood AS ENUM ('dead', 'fine');
CREATE TABLE p (id integer NOT NULL, mood mood NOT NULL) PARTITION BY LIST (mood);
CREATE TABLE p_fine PARTITION OF p FOR VALUES IN ('fine');
