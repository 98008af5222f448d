CREATE TABLE teams (id integer PRIMARY KEY, leader integer NOT NULL);
CREATE TABLE people (id integer PRIMARY KEY, team integer NOT NULL REFERENCES teams (id), boss integer REFERENCES people (id));
ALTER TABLE teams ADD FOREIGN KEY (leader) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED;
