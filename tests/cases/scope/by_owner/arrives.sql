CREATE TABLE theirs (id integer PRIMARY KEY, note text);
CREATE INDEX theirs_note_idx ON theirs (note);
CREATE VIEW their_view AS SELECT id FROM theirs;
CREATE FUNCTION their_function() RETURNS integer LANGUAGE sql RETURN 1;
CREATE TABLE ours (id integer PRIMARY KEY, note text);
ALTER TABLE theirs OWNER TO access_one;
ALTER VIEW their_view OWNER TO access_one;
ALTER FUNCTION their_function() OWNER TO access_one;
ALTER TABLE ours OWNER TO "access two";
