CREATE DOMAIN slug AS text CHECK (VALUE ~ '^[a-z-]+$');
CREATE DOMAIN short_slug AS slug CHECK (length(VALUE) < 20);
CREATE DOMAIN slugs AS slug[] DEFAULT '{}' CHECK (cardinality(VALUE) < 10);
CREATE FUNCTION is_known(s slug) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT s <> ''unknown''';
CREATE TABLE pages (
    region slug NOT NULL DEFAULT 'eu',
    name short_slug,
    tags slug[],
    all_tags slugs,
    CONSTRAINT pages_region_known CHECK (is_known(region)),
    CONSTRAINT pages_name_is_slug CHECK ((name::text)::slug <> 'x')
) PARTITION BY LIST (region);
CREATE TABLE pages_eu PARTITION OF pages FOR VALUES IN ('eu');
CREATE VIEW regions AS SELECT DISTINCT region, 'none'::slug AS fallback FROM pages;
