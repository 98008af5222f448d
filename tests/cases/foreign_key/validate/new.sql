CREATE TABLE teams (id integer PRIMARY KEY);
CREATE TABLE users (id integer PRIMARY KEY, team_id integer, CONSTRAINT users_team FOREIGN KEY (team_id) REFERENCES teams (id));
