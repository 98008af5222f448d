CREATE TABLE files (id integer PRIMARY KEY, locked boolean NOT NULL);
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON files USING (true);
CREATE POLICY unlocked ON files AS RESTRICTIVE FOR UPDATE TO pg_monitor USING (NOT locked);
