CREATE TABLE events (id integer NOT NULL, at timestamptz CONSTRAINT has_time NOT NULL NO INHERIT);
