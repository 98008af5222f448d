CREATE TABLE events (id integer, kind text NOT NULL);
ALTER TABLE events ADD CONSTRAINT events_id_not_null NOT NULL id NOT VALID;
