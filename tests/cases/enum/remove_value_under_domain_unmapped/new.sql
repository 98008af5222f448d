CREATE TYPE mood AS ENUM ('ok');
CREATE DOMAIN cheer AS mood;
CREATE TABLE t (cheer cheer, cheers cheer[]);
