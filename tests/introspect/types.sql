-- Types of one's own: domains, composite types, range types.
SET search_path = public;

CREATE SCHEMA app;
CREATE SCHEMA "we ird";

CREATE DOMAIN app.email AS character varying(320) COLLATE "C" DEFAULT 'nobody' NOT NULL
    CONSTRAINT email_check CHECK (VALUE::text ~ '@'::text) CONSTRAINT "Is Short" CHECK (length(VALUE::text) < 100);
ALTER DOMAIN app.email ADD CONSTRAINT is_lower CHECK (VALUE::text = lower(VALUE::text)) NOT VALID;
COMMENT ON DOMAIN app.email IS 'An address';
COMMENT ON CONSTRAINT email_check ON DOMAIN app.email IS 'Has an at';
CREATE DOMAIN public.email AS integer;
CREATE DOMAIN app.heir AS app.email;
CREATE DOMAIN app.none AS app.email DEFAULT NULL;
CREATE DOMAIN app.emails AS app.email[] DEFAULT '{}';

CREATE TYPE app.pair AS (first integer, "Second" text COLLATE "C", others app.email[]);
COMMENT ON TYPE app.pair IS 'Two things';
COMMENT ON COLUMN app.pair."Second" IS 'The other one';
CREATE TYPE "we ird"."select" AS (pair app.pair);
CREATE TYPE public.nothing AS ();

CREATE TYPE app.floatrange AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE TYPE app.texts AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops,
    multirange_type_name = "we ird".many);
COMMENT ON TYPE app.texts IS 'From a to z';

CREATE TABLE app.things (
    id integer,
    email app.email DEFAULT 'a@b',
    emails app.emails,
    pair app.pair,
    pairs "we ird"."select"[],
    range app.floatrange DEFAULT app.floatrange(0::double precision, 1::double precision),
    multirange "we ird".many
);
