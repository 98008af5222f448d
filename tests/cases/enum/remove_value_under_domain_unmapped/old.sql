CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN cheer AS mood;
CREATE TABLE t (cheer cheer, cheers cheer[]);
