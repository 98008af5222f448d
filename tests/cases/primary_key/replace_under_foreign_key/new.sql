CREATE TABLE teams (id integer, name text NOT NULL, PRIMARY KEY (id) INCLUDE (name));
CREATE TABLE users (id integer PRIMARY KEY, team_id integer REFERENCES teams (id));
