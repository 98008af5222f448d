-- What has to do with other servers and what lives in no schema, for PostgreSQL 14 and later.

CREATE SCHEMA "Dome 2";

-- Replication.
CREATE TABLE public.orders (id bigint PRIMARY KEY, region text, total numeric);
CREATE TABLE "Dome 2"."Order" ("Id" bigint PRIMARY KEY);
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, truncate');
CREATE PUBLICATION "Order" FOR TABLE public.orders, "Dome 2"."Order" WITH (publish_via_partition_root = true);
COMMENT ON PUBLICATION "Order" IS 'Reserved';

-- Event triggers.
CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER watched ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION public.watch();
CREATE EVENT TRIGGER "Select" ON sql_drop EXECUTE FUNCTION public.watch();
ALTER EVENT TRIGGER "Select" ENABLE REPLICA;
COMMENT ON EVENT TRIGGER watched IS 'Watches';

-- Foreign data.
CREATE FUNCTION public.check_options(text[], oid) RETURNS void LANGUAGE plpgsql AS $$ begin end $$;
CREATE FOREIGN DATA WRAPPER antenna VALIDATOR public.check_options OPTIONS (band 'x');
CREATE FOREIGN DATA WRAPPER "Far Away";
COMMENT ON FOREIGN DATA WRAPPER antenna IS 'Receives';
CREATE SERVER southern TYPE 'dish' VERSION '2' FOREIGN DATA WRAPPER antenna OPTIONS (place 'it''s in Chile', "user" 'x');
COMMENT ON SERVER southern IS 'Under the southern sky';
CREATE SERVER "Order" FOREIGN DATA WRAPPER "Far Away";
CREATE USER MAPPING FOR PUBLIC SERVER southern OPTIONS (user 'reader');
CREATE USER MAPPING FOR pg_monitor SERVER "Order";
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
CREATE FOREIGN TABLE public.signals (
    id bigint OPTIONS (column_name 'number') NOT NULL,
    strength numeric(6, 2) DEFAULT 0 CHECK (id >= 0),
    name text COLLATE "C",
    twice bigint GENERATED ALWAYS AS (id * 2) STORED,
    CONSTRAINT weak CHECK (id < 10) NO INHERIT
) SERVER southern OPTIONS (table_name 'signals', schema_name 'sky');
CREATE FOREIGN TABLE "Dome 2".signals (id bigint) SERVER "Order";
CREATE TRIGGER touch BEFORE INSERT ON public.signals FOR EACH ROW EXECUTE FUNCTION public.touch();
COMMENT ON FOREIGN TABLE public.signals IS 'What is received';
COMMENT ON COLUMN public.signals.strength IS 'In janskys';
COMMENT ON CONSTRAINT weak ON public.signals IS 'Nothing is stronger';
CREATE VIEW public.strong AS SELECT id, name FROM public.signals WHERE id > 5;

-- Text search.
CREATE TEXT SEARCH PARSER public.words
  (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, HEADLINE = prsd_headline, LEXTYPES = prsd_lextype);
COMMENT ON TEXT SEARCH PARSER public.words IS 'Words';
CREATE TEXT SEARCH TEMPLATE public.plain (INIT = dsimple_init, LEXIZE = dsimple_lexize);
COMMENT ON TEXT SEARCH TEMPLATE public.plain IS 'Plain';
CREATE TEXT SEARCH DICTIONARY public.stars (TEMPLATE = public.plain, STOPWORDS = english, ACCEPT = false);
COMMENT ON TEXT SEARCH DICTIONARY public.stars IS 'Names of stars';
CREATE TEXT SEARCH DICTIONARY "Dome 2"."Order" (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION public.catalogue (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.catalogue ALTER MAPPING FOR word, asciiword WITH public.stars, english_stem;
COMMENT ON TEXT SEARCH CONFIGURATION public.catalogue IS 'For the catalogue';
CREATE TEXT SEARCH CONFIGURATION "Dome 2".catalogue (PARSER = public.words);
ALTER TEXT SEARCH CONFIGURATION "Dome 2".catalogue ADD MAPPING FOR email WITH "Dome 2"."Order", simple;

-- Languages, transforms, conversions.
CREATE FUNCTION public.star_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE TRUSTED LANGUAGE star HANDLER public.star_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
COMMENT ON LANGUAGE star IS 'PL/pgSQL under another name';
CREATE FUNCTION public.again() RETURNS integer LANGUAGE star AS 'begin return 1; end';
CREATE TRANSFORM FOR bigint LANGUAGE star (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int8recv(internal));
COMMENT ON TRANSFORM FOR bigint LANGUAGE star IS 'No transform at all';
CREATE CONVERSION public.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION "Dome 2"."Order" FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
COMMENT ON CONVERSION public.latin IS 'As initdb''s';
