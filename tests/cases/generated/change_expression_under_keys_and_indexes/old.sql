CREATE TABLE users (
    id integer PRIMARY KEY,
    tenant integer NOT NULL,
    name text NOT NULL,
    slug text GENERATED ALWAYS AS (lower(name)) STORED,
    CONSTRAINT slug_is_short CHECK (length(slug) < 100),
    CONSTRAINT users_slug_key UNIQUE (slug),
    CONSTRAINT users_tenant_slug_key UNIQUE (tenant, slug)
);
COMMENT ON COLUMN users.slug IS 'Part of links';
COMMENT ON CONSTRAINT slug_is_short ON users IS 'Fits a link';
CREATE INDEX users_slug_idx ON users (slug text_pattern_ops);
CREATE INDEX users_tenant_idx ON users (tenant) WHERE slug <> '';
CREATE TABLE posts (id integer PRIMARY KEY, author text REFERENCES users (slug));
