CREATE TABLE users (id integer PRIMARY KEY, region text NOT NULL DEFAULT 'eu');
CREATE INDEX users_region ON users (region, id DESC);
