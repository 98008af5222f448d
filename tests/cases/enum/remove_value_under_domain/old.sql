CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN cheer AS mood;
CREATE DOMAIN good_cheer AS cheer CHECK (VALUE::mood <> 'sad');
CREATE TABLE t (
    id integer PRIMARY KEY,
    cheer cheer DEFAULT 'ok',
    good good_cheer,
    all_of_it cheer[],
    mood mood,
    CONSTRAINT known CHECK (cheer::mood IN ('sad', 'ok', 'happy'))
);
CREATE INDEX t_cheer_idx ON t (cheer) WHERE cheer::mood > 'ok';
CREATE VIEW v AS SELECT id, cheer FROM t;
