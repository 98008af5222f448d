CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TABLE files (id integer PRIMARY KEY, owner_id integer NOT NULL);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON files USING (owner_id > 0);
CREATE TRIGGER touch BEFORE UPDATE ON files FOR EACH ROW WHEN (old.owner_id <> new.owner_id) EXECUTE FUNCTION touch();
