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

CREATE COLLATION app.german (provider = icu, locale = 'de-u-co-phonebk');
CREATE COLLATION app.any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION "we ird"."C" (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
COMMENT ON COLLATION app.german IS 'As in a phone book';
CREATE TABLE app.sorted (a text COLLATE app.german, b text COLLATE "we ird"."C");
CREATE INDEX sorted_a ON app.sorted USING btree (a COLLATE app.any_case);

CREATE FUNCTION app.plus(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 + $2';
CREATE AGGREGATE app.total(integer) (SFUNC = app.plus, STYPE = integer, INITCOND = '0', COMBINEFUNC = app.plus, PARALLEL = safe);
CREATE AGGREGATE app.total(x bigint) (
    SFUNC = int8pl, STYPE = bigint, SSPACE = 8,
    MSFUNC = int8pl, MINVFUNC = int8mi, MSTYPE = bigint, MFINALFUNC = int8um, MFINALFUNC_MODIFY = shareable
);
CREATE AGGREGATE app.every_row(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE app.least_of(integer) (SFUNC = int4smaller, STYPE = integer, SORTOP = <);
CREATE AGGREGATE app.percentile(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA
);
CREATE AGGREGATE app.ranked(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL
);
COMMENT ON AGGREGATE app.total(integer) IS 'All in all';

CREATE FUNCTION app.to_pair(text) RETURNS app.pair LANGUAGE sql IMMUTABLE AS 'SELECT NULL::app.pair';
CREATE CAST (text AS app.pair) WITH FUNCTION app.to_pair(text) AS ASSIGNMENT;
CREATE CAST (app.pair AS text) WITH INOUT AS IMPLICIT;
CREATE CAST (oid AS date) WITHOUT FUNCTION;
COMMENT ON CAST (text AS app.pair) IS 'Two in one';

CREATE FUNCTION app.same(app.pair, app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION app.negated(app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR app.=== (
    FUNCTION = app.same, LEFTARG = app.pair, RIGHTARG = app.pair,
    COMMUTATOR = OPERATOR(app.===), NEGATOR = OPERATOR(app.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR app.!== (FUNCTION = app.same, LEFTARG = app.pair, RIGHTARG = app.pair, NEGATOR = OPERATOR(app.===));
CREATE OPERATOR app.!!! (FUNCTION = app.negated, RIGHTARG = app.pair);
COMMENT ON OPERATOR app.!!! (NONE, app.pair) IS 'Turned around';
CREATE TABLE app.compared (a app.pair, b app.pair, CONSTRAINT apart CHECK ((a OPERATOR(app.!==) b)));
