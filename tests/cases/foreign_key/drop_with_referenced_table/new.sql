CREATE TABLE users (id integer PRIMARY KEY, team_id integer);
