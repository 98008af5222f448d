CREATE SCHEMA app;
CREATE EXTENSION pg_trgm;
CREATE TYPE app.state AS ENUM ('draft', 'live');
CREATE SEQUENCE app.numbers;
CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE FUNCTION app.next_number() RETURNS text LANGUAGE sql RETURN 'P' || nextval('app.numbers');
CREATE TABLE app.sites (id integer PRIMARY KEY, home integer);
CREATE TABLE app.pages (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id integer REFERENCES app.sites,
    number text NOT NULL DEFAULT app.next_number(),
    title text NOT NULL,
    state app.state NOT NULL DEFAULT 'draft'
);
ALTER TABLE app.sites ADD FOREIGN KEY (home) REFERENCES app.pages (id);
CREATE INDEX pages_title ON app.pages USING gin (title gin_trgm_ops);
CREATE TRIGGER touch BEFORE UPDATE ON app.pages FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE POLICY live ON app.pages USING (state = 'live');
CREATE VIEW app.live_pages AS SELECT id, title FROM app.pages WHERE state = 'live';
CREATE MATERIALIZED VIEW app.page_counts AS SELECT count(*) AS total FROM app.live_pages;
