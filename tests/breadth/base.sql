-- Something of every kind that a database can hold and every attribute that is not its default, for PostgreSQL 14 and
-- later: an observatory. What each object is for does not matter; that it is there does.

CREATE SCHEMA sky;
CREATE SCHEMA "Dome 2";
CREATE EXTENSION citext WITH SCHEMA sky;

-- Types.
CREATE TYPE sky.band AS ENUM ('radio', 'infrared', 'visible');
CREATE TYPE "Dome 2"."order" AS ENUM ('first', 'second');
CREATE TYPE sky.coordinates AS (ascension double precision, declination double precision, label text);
CREATE TYPE sky.exposure AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE DOMAIN sky.magnitude AS numeric(6, 2) DEFAULT 0 NOT NULL CONSTRAINT visible CHECK (VALUE < 30);
CREATE DOMAIN "Dome 2".name AS text COLLATE "C";
CREATE TYPE sky.unfinished;
CREATE TYPE sky.angle;
CREATE FUNCTION sky.angle_in(cstring) RETURNS sky.angle LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION sky.angle_out(sky.angle) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE sky.angle (INPUT = sky.angle_in, OUTPUT = sky.angle_out, LIKE = integer);
CREATE COLLATION sky.plain (LC_COLLATE = 'C', LC_CTYPE = 'C');

-- Functions, aggregates, operators, casts.
CREATE FUNCTION sky.brighter(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a < b';
CREATE FUNCTION sky.brighter(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a < b';
CREATE FUNCTION sky.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION sky.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE FUNCTION sky.wavelength(sky.band) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE PROCEDURE "Dome 2".open(wide boolean) LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE AGGREGATE sky.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE OPERATOR sky.<<# (FUNCTION = sky.brighter, LEFTARG = integer, RIGHTARG = integer);
CREATE CAST (sky.band AS integer) WITH FUNCTION sky.wavelength(sky.band);
CREATE OPERATOR FAMILY sky.numbers USING btree;
CREATE OPERATOR CLASS sky.numbers FOR TYPE integer USING btree FAMILY sky.numbers AS
  OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);
CREATE CONVERSION sky.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE TRANSFORM FOR bigint LANGUAGE plpgsql
  (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int8recv(internal));
CREATE FUNCTION sky.shifted(a bigint) RETURNS bigint LANGUAGE plpgsql TRANSFORM FOR TYPE bigint
  AS $$ BEGIN RETURN a; END $$;
CREATE LANGUAGE star HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
CREATE ACCESS METHOD heap_again TYPE TABLE HANDLER heap_tableam_handler;

-- Text search.
CREATE TEXT SEARCH PARSER sky.words
  (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE sky.simple (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY sky.stars (TEMPLATE = pg_catalog.simple, ACCEPT = false);
CREATE TEXT SEARCH CONFIGURATION sky.catalogue (COPY = pg_catalog.simple);

-- Tables and everything on them.
CREATE SEQUENCE sky.numbers INCREMENT BY 7;
CREATE TABLE sky.stars (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number integer DEFAULT nextval('sky.numbers') CONSTRAINT positive CHECK (number > 0),
    name text NOT NULL COLLATE "C",
    twice integer GENERATED ALWAYS AS (number * 2) STORED,
    brightness sky.magnitude,
    place sky.coordinates,
    seen sky.band[] DEFAULT '{visible}',
    notes text,
    UNIQUE (name) WITH (fillfactor = 80)
) WITH (fillfactor = 90);
ALTER TABLE sky.stars ALTER COLUMN notes SET STORAGE EXTERNAL;
ALTER TABLE sky.stars ALTER COLUMN name SET COMPRESSION pglz;
ALTER TABLE sky.stars ALTER COLUMN number SET STATISTICS 500;
ALTER TABLE sky.stars ALTER COLUMN number SET (n_distinct = -0.5);
CREATE UNIQUE INDEX stars_number ON sky.stars (number, (lower(name)));
ALTER INDEX sky.stars_number ALTER COLUMN 2 SET STATISTICS 900;
ALTER TABLE sky.stars CLUSTER ON stars_pkey;
ALTER TABLE sky.stars REPLICA IDENTITY FULL;
COMMENT ON TABLE sky.stars IS 'What shines';
COMMENT ON COLUMN sky.stars.name IS 'As in the catalogue';
COMMENT ON INDEX sky.stars_pkey IS 'The key';
CREATE STATISTICS sky.together (dependencies) ON number, name FROM sky.stars;
CREATE TABLE "Dome 2".stars (id bigint REFERENCES sky.stars DEFERRABLE, EXCLUDE USING btree (id WITH =));
CREATE TABLE sky.galaxies (arms integer) INHERITS (sky.stars);
CREATE TABLE sky.observed OF sky.coordinates (label NOT NULL);
CREATE UNLOGGED TABLE sky.scratch (a integer) USING heap_again;
CREATE TABLE sky.nights (night date NOT NULL, seeing integer DEFAULT 1) PARTITION BY RANGE (night);
CREATE TABLE sky.nights_2024 PARTITION OF sky.nights FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE sky.nights_2025 PARTITION OF sky.nights FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
  PARTITION BY LIST (seeing);
CREATE TABLE sky.nights_rest PARTITION OF sky.nights DEFAULT;
CREATE INDEX nights_seeing ON sky.nights (seeing);
CREATE INDEX nights_own ON sky.nights_2024 (seeing DESC);
ALTER TABLE sky.nights_2024 ALTER COLUMN seeing SET DEFAULT 2, ALTER COLUMN seeing SET NOT NULL;
COMMENT ON COLUMN sky.nights_2024.seeing IS 'A column of a partition';
CREATE TRIGGER touched BEFORE UPDATE ON sky.nights FOR EACH ROW EXECUTE FUNCTION sky.touch();
ALTER TABLE sky.nights_2024 DISABLE TRIGGER touched;
CREATE TRIGGER "Touched" BEFORE INSERT ON sky.stars FOR EACH ROW EXECUTE FUNCTION sky.touch();
CREATE RULE quiet AS ON DELETE TO sky.stars DO INSTEAD NOTHING;
ALTER TABLE sky.stars ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON sky.stars USING (number > 1);

-- Views.
CREATE VIEW sky.bright AS SELECT id, name FROM sky.stars WHERE number < 6;
ALTER VIEW sky.bright ALTER COLUMN name SET DEFAULT 'nameless';
CREATE VIEW "Dome 2".bright WITH (security_barrier) AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW sky.counts AS SELECT count(*) AS many FROM sky.stars;
CREATE UNIQUE INDEX counts_many ON sky.counts (many);
CREATE MATERIALIZED VIEW sky.notes AS SELECT notes FROM sky.stars;
ALTER MATERIALIZED VIEW sky.notes SET (toast.autovacuum_enabled = false);

-- Elsewhere.
CREATE FOREIGN DATA WRAPPER antenna;
CREATE SERVER southern FOREIGN DATA WRAPPER antenna OPTIONS (place 'Chile');
CREATE USER MAPPING FOR PUBLIC SERVER southern;
CREATE FOREIGN TABLE sky.remote (id bigint OPTIONS (field 'key') NOT NULL) SERVER southern;
CREATE FOREIGN TABLE sky.nights_far PARTITION OF sky.nights FOR VALUES FROM ('2030-01-01') TO ('2031-01-01') SERVER southern;
CREATE TABLE sky.dust (grains integer);
CREATE FOREIGN TABLE sky.dust_far () INHERITS (sky.dust) SERVER southern;
CREATE PUBLICATION everything FOR TABLE sky.stars;
CREATE SUBSCRIPTION other CONNECTION 'dbname=nowhere' PUBLICATION everything
  WITH (connect = false, enabled = false, slot_name = NONE);
CREATE EVENT TRIGGER watched ON ddl_command_end EXECUTE FUNCTION sky.watch();
SELECT lo_create(0);
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''8MB''', current_database()); END $$;

-- Who may do what.
GRANT SELECT ON sky.stars TO pg_monitor;
GRANT UPDATE (name) ON sky.stars TO pg_monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA sky GRANT SELECT ON TABLES TO pg_monitor;
ALTER TABLE sky.scratch OWNER TO pg_monitor;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_ls_waldir() TO pg_signal_backend;
REVOKE EXECUTE ON FUNCTION sky.citext_eq(sky.citext, sky.citext) FROM PUBLIC;
