--
-- PostgreSQL database dump
--

\restrict 7927P4vpK5R1pFr251Da3isxYC5XB6ufGLLykti8IhFBGnL3XCcSGyKDQhQ6DLm

-- Dumped from database version 14.23
-- Dumped by pg_dump version 18.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: We ird; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA "We ird";


ALTER SCHEMA "We ird" OWNER TO postgres;

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA app;


ALTER SCHEMA app OWNER TO postgres;

--
-- Name: SCHEMA app; Type: COMMENT; Schema: -; Owner: postgres
--

COMMENT ON SCHEMA app IS 'the app';


--
-- Name: public; Type: SCHEMA; Schema: -; Owner: postgres
--

-- *not* creating schema, since initdb creates it


ALTER SCHEMA public OWNER TO postgres;

--
-- Name: coll; Type: COLLATION; Schema: app; Owner: postgres
--

CREATE COLLATION app.coll (provider = libc, locale = 'C');


ALTER COLLATION app.coll OWNER TO postgres;

--
-- Name: email; Type: DOMAIN; Schema: app; Owner: postgres
--

CREATE DOMAIN app.email AS text
	CONSTRAINT email_check CHECK ((VALUE ~ '@'::text));


ALTER DOMAIN app.email OWNER TO postgres;

--
-- Name: DOMAIN email; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON DOMAIN app.email IS 'd';


--
-- Name: pair; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app.pair AS (
	a integer,
	b text
);


ALTER TYPE app.pair OWNER TO postgres;

--
-- Name: role; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app.role AS ENUM (
    'owner',
    'it''s',
    'x'
);


ALTER TYPE app.role OWNER TO postgres;

--
-- Name: TYPE role; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON TYPE app.role IS 'r';


--
-- Name: CAST (app.pair AS text); Type: CAST; Schema: -; Owner: -
--

CREATE CAST (app.pair AS text) WITH INOUT;


--
-- Name: add(integer, integer); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.add(a integer, b integer DEFAULT 2, OUT c integer) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT COST 50 PARALLEL SAFE
    AS $$select a + b$$;


ALTER FUNCTION app.add(a integer, b integer, OUT c integer) OWNER TO postgres;

--
-- Name: FUNCTION add(a integer, b integer, OUT c integer); Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON FUNCTION app.add(a integer, b integer, OUT c integer) IS 'f';


--
-- Name: atomic(integer); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.atomic(a integer) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT 1;
 SELECT
         CASE
             WHEN (a > 1) THEN a
             ELSE 2
         END AS "case";
END;


ALTER FUNCTION app.atomic(a integer) OWNER TO postgres;

--
-- Name: etf(); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.etf() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$ begin end $$;


ALTER FUNCTION app.etf() OWNER TO postgres;

--
-- Name: proc(integer, text[]); Type: PROCEDURE; Schema: app; Owner: postgres
--

CREATE PROCEDURE app.proc(INOUT x integer, VARIADIC y text[])
    LANGUAGE plpgsql
    AS $$ begin null; end $$;


ALTER PROCEDURE app.proc(INOUT x integer, VARIADIC y text[]) OWNER TO postgres;

--
-- Name: PROCEDURE proc(INOUT x integer, VARIADIC y text[]); Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON PROCEDURE app.proc(INOUT x integer, VARIADIC y text[]) IS 'p';


--
-- Name: ret(integer); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.ret(a integer) RETURNS integer
    LANGUAGE sql
    RETURN (a + 1);


ALTER FUNCTION app.ret(a integer) OWNER TO postgres;

--
-- Name: tab(text); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.tab(text) RETURNS TABLE(x integer, y text)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'app', 'pg_temp'
    SET work_mem TO '4MB'
    AS $$ select 1, 'x' $$;


ALTER FUNCTION app.tab(text) OWNER TO postgres;

--
-- Name: touch(); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$ begin new.created = now(); return new; -- $$ ; ' 
end $_$;


ALTER FUNCTION app.touch() OWNER TO postgres;

--
-- Name: agg(integer); Type: AGGREGATE; Schema: app; Owner: postgres
--

CREATE AGGREGATE app.agg(integer) (
    SFUNC = int4pl,
    STYPE = integer
);


ALTER AGGREGATE app.agg(integer) OWNER TO postgres;

--
-- Name: ===; Type: OPERATOR; Schema: app; Owner: postgres
--

CREATE OPERATOR app.=== (
    FUNCTION = int4eq,
    LEFTARG = integer,
    RIGHTARG = integer
);


ALTER OPERATOR app.=== (integer, integer) OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: Tab;le; Type: TABLE; Schema: We ird; Owner: postgres
--

CREATE TABLE "We ird"."Tab;le" (
    "col--umn" integer NOT NULL,
    "sel""ect" text DEFAULT '$$;'::text
);


ALTER TABLE "We ird"."Tab;le" OWNER TO postgres;

--
-- Name: parent; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.parent (
    a integer NOT NULL,
    CONSTRAINT parent_a_check CHECK ((a > 0))
);


ALTER TABLE app.parent OWNER TO postgres;

--
-- Name: child; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.child (
    b integer
)
INHERITS (app.parent);


ALTER TABLE app.child OWNER TO postgres;

--
-- Name: ex; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.ex (
    room integer,
    during tsrange
);


ALTER TABLE app.ex OWNER TO postgres;

--
-- Name: free; Type: SEQUENCE; Schema: app; Owner: postgres
--

CREATE SEQUENCE app.free
    START WITH 5
    INCREMENT BY -2
    MINVALUE -100
    MAXVALUE 10
    CACHE 3
    CYCLE;


ALTER SEQUENCE app.free OWNER TO postgres;

--
-- Name: SEQUENCE free; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON SEQUENCE app.free IS 's';


--
-- Name: h; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.h (
    a integer,
    b text
)
PARTITION BY HASH (a, lower(b));


ALTER TABLE app.h OWNER TO postgres;

--
-- Name: h0; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.h0 (
    a integer,
    b text
);


ALTER TABLE app.h0 OWNER TO postgres;

--
-- Name: logs; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.logs (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind text NOT NULL
)
PARTITION BY RANGE (created_at);


ALTER TABLE app.logs OWNER TO postgres;

--
-- Name: logs_2024; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.logs_2024 (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind text NOT NULL
);


ALTER TABLE app.logs_2024 OWNER TO postgres;

--
-- Name: logs_def; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.logs_def (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind text NOT NULL
)
PARTITION BY LIST (kind);


ALTER TABLE app.logs_def OWNER TO postgres;

--
-- Name: logs_def_a; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.logs_def_a (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    kind text NOT NULL
);


ALTER TABLE app.logs_def_a OWNER TO postgres;

--
-- Name: mm; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.mm (
    a integer
)
PARTITION BY RANGE (a);


ALTER TABLE app.mm OWNER TO postgres;

--
-- Name: mm0; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.mm0 (
    a integer
);


ALTER TABLE app.mm0 OWNER TO postgres;

--
-- Name: users; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.users (
    id bigint NOT NULL,
    ident integer NOT NULL,
    ident2 integer NOT NULL,
    tenant_id uuid NOT NULL,
    role app.role DEFAULT 'owner'::app.role NOT NULL,
    email character varying(320) NOT NULL,
    price numeric(19,4) DEFAULT 0,
    code character(3) DEFAULT 'abc'::bpchar,
    flags bit(3) DEFAULT '101'::"bit",
    vb bit varying(5),
    tm time(3) without time zone,
    ts timestamp(0) without time zone,
    iv interval day to second(3),
    ch "char",
    arr integer[] DEFAULT '{}'::integer[],
    arr2 text[] DEFAULT ARRAY['a'::text, 'b'::text],
    full_name text,
    name_key text GENERATED ALWAYS AS (lower(full_name)) STORED,
    j jsonb DEFAULT '{}'::jsonb,
    coll text COLLATE pg_catalog."C",
    deleted_at timestamp with time zone,
    CONSTRAINT email_ok CHECK ((POSITION(('@'::text) IN (email)) > 1)),
    CONSTRAINT nn CHECK ((price >= (0)::numeric)) NO INHERIT,
    CONSTRAINT users_price_check CHECK (((price >= (0)::numeric) AND (price <= (100)::numeric))),
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['owner'::app.role, 'x'::app.role])))
)
WITH (fillfactor='70', autovacuum_enabled=off);
ALTER TABLE ONLY app.users ALTER COLUMN email SET STATISTICS 100;
ALTER TABLE ONLY app.users ALTER COLUMN full_name SET STORAGE EXTERNAL;

ALTER TABLE ONLY app.users REPLICA IDENTITY FULL;

ALTER TABLE ONLY app.users FORCE ROW LEVEL SECURITY;


ALTER TABLE app.users OWNER TO postgres;

--
-- Name: TABLE users; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON TABLE app.users IS 'it''s
two lines; here';


--
-- Name: COLUMN users.email; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON COLUMN app.users.email IS 'e\mail';


--
-- Name: CONSTRAINT email_ok ON users; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON CONSTRAINT email_ok ON app.users IS 'c';


--
-- Name: mv; Type: MATERIALIZED VIEW; Schema: app; Owner: postgres
--

CREATE MATERIALIZED VIEW app.mv AS
 SELECT users.tenant_id,
    count(*) AS count
   FROM app.users
  GROUP BY users.tenant_id
  WITH NO DATA;


ALTER MATERIALIZED VIEW app.mv OWNER TO postgres;

--
-- Name: MATERIALIZED VIEW mv; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON MATERIALIZED VIEW app.mv IS 'm';


--
-- Name: tenants; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app.tenants (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    "Mixed Case" integer DEFAULT '-1'::integer,
    created timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE app.tenants OWNER TO postgres;

--
-- Name: ul; Type: TABLE; Schema: app; Owner: postgres
--

CREATE UNLOGGED TABLE app.ul (
    a integer
);


ALTER TABLE app.ul OWNER TO postgres;

--
-- Name: users_id_seq; Type: SEQUENCE; Schema: app; Owner: postgres
--

CREATE SEQUENCE app.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER SEQUENCE app.users_id_seq OWNER TO postgres;

--
-- Name: users_id_seq; Type: SEQUENCE OWNED BY; Schema: app; Owner: postgres
--

ALTER SEQUENCE app.users_id_seq OWNED BY app.users.id;


--
-- Name: users_ident2_seq; Type: SEQUENCE; Schema: app; Owner: postgres
--

ALTER TABLE app.users ALTER COLUMN ident2 ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME app.users_ident2_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: users_ident_seq; Type: SEQUENCE; Schema: app; Owner: postgres
--

ALTER TABLE app.users ALTER COLUMN ident ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME app.users_ident_seq
    START WITH 10
    INCREMENT BY 5
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: v; Type: VIEW; Schema: app; Owner: postgres
--

CREATE VIEW app.v WITH (security_barrier='true') AS
 SELECT u.id,
    u.email,
    t.name AS tenant
   FROM (app.users u
     JOIN app.tenants t ON ((t.id = u.tenant_id)))
  WHERE (u.deleted_at IS NULL);


ALTER VIEW app.v OWNER TO postgres;

--
-- Name: VIEW v; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON VIEW app.v IS 'v';


--
-- Name: COLUMN v.id; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON COLUMN app.v.id IS 'vc';


--
-- Name: v2; Type: VIEW; Schema: app; Owner: postgres
--

CREATE VIEW app.v2 AS
 SELECT tenants.id AS x,
    tenants.name AS y
   FROM app.tenants
  WHERE (tenants.id IS NOT NULL)
  WITH LOCAL CHECK OPTION;


ALTER VIEW app.v2 OWNER TO postgres;

--
-- Name: h0; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.h ATTACH PARTITION app.h0 FOR VALUES WITH (modulus 4, remainder 0);


--
-- Name: logs_2024; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs ATTACH PARTITION app.logs_2024 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');


--
-- Name: logs_def; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs ATTACH PARTITION app.logs_def DEFAULT;


--
-- Name: logs_def_a; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs_def ATTACH PARTITION app.logs_def_a FOR VALUES IN ('a', 'b');


--
-- Name: mm0; Type: TABLE ATTACH; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.mm ATTACH PARTITION app.mm0 FOR VALUES FROM (MINVALUE) TO (10);


--
-- Name: users id; Type: DEFAULT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.users ALTER COLUMN id SET DEFAULT nextval('app.users_id_seq'::regclass);


--
-- Data for Name: Tab;le; Type: TABLE DATA; Schema: We ird; Owner: postgres
--

COPY "We ird"."Tab;le" ("col--umn", "sel""ect") FROM stdin;
1	a\\b
\.


--
-- Data for Name: child; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.child (a, b) FROM stdin;
\.


--
-- Data for Name: ex; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.ex (room, during) FROM stdin;
\.


--
-- Data for Name: h0; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.h0 (a, b) FROM stdin;
\.


--
-- Data for Name: logs_2024; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.logs_2024 (id, created_at, kind) FROM stdin;
\.


--
-- Data for Name: logs_def_a; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.logs_def_a (id, created_at, kind) FROM stdin;
\.


--
-- Data for Name: mm0; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.mm0 (a) FROM stdin;
\.


--
-- Data for Name: parent; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.parent (a) FROM stdin;
\.


--
-- Data for Name: tenants; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.tenants (id, name, "Mixed Case", created) FROM stdin;
00000000-0000-0000-0000-000000000001	Sys'tem	-1	2026-11-23 14:49:31.308694+00
\.


--
-- Data for Name: ul; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.ul (a) FROM stdin;
\.


--
-- Data for Name: users; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app.users (id, ident, ident2, tenant_id, role, email, price, code, flags, vb, tm, ts, iv, ch, arr, arr2, full_name, j, coll, deleted_at) FROM stdin;
\.


--
-- Name: free; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.free', 5, false);


--
-- Name: users_id_seq; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.users_id_seq', 1, false);


--
-- Name: users_ident2_seq; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.users_ident2_seq', 1, false);


--
-- Name: users_ident_seq; Type: SEQUENCE SET; Schema: app; Owner: postgres
--

SELECT pg_catalog.setval('app.users_ident_seq', 10, false);


--
-- Name: Tab;le Tab;le_pkey; Type: CONSTRAINT; Schema: We ird; Owner: postgres
--

ALTER TABLE ONLY "We ird"."Tab;le"
    ADD CONSTRAINT "Tab;le_pkey" PRIMARY KEY ("col--umn");


--
-- Name: ex ex_during_excl; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.ex
    ADD CONSTRAINT ex_during_excl EXCLUDE USING gist (during WITH &&) WHERE ((room > 0));


--
-- Name: logs logs_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs
    ADD CONSTRAINT logs_pkey PRIMARY KEY (id, created_at, kind);


--
-- Name: logs_2024 logs_2024_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs_2024
    ADD CONSTRAINT logs_2024_pkey PRIMARY KEY (id, created_at, kind);


--
-- Name: logs_def logs_def_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs_def
    ADD CONSTRAINT logs_def_pkey PRIMARY KEY (id, created_at, kind);


--
-- Name: logs_def_a logs_def_a_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.logs_def_a
    ADD CONSTRAINT logs_def_a_pkey PRIMARY KEY (id, created_at, kind);


--
-- Name: tenants tenants_name_key; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.tenants
    ADD CONSTRAINT tenants_name_key UNIQUE (name);


--
-- Name: tenants tenants_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: users users_tenant_id_email_key; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_tenant_id_email_key UNIQUE (tenant_id, email) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: coll; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX coll ON app.users USING btree (full_name COLLATE "C" text_pattern_ops DESC, (((code)::text || 'x'::text)));


--
-- Name: gin; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX gin ON app.users USING gin (j jsonb_path_ops) WITH (fastupdate=off);


--
-- Name: logs_kind_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX logs_kind_idx ON ONLY app.logs USING btree (kind);


--
-- Name: logs_2024_kind_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX logs_2024_kind_idx ON app.logs_2024 USING btree (kind);


--
-- Name: logs_def_kind_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX logs_def_kind_idx ON ONLY app.logs_def USING btree (kind);


--
-- Name: logs_def_a_kind_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX logs_def_a_kind_idx ON app.logs_def_a USING btree (kind);


--
-- Name: mv_tenant_id_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE UNIQUE INDEX mv_tenant_id_idx ON app.mv USING btree (tenant_id);


--
-- Name: u1; Type: INDEX; Schema: app; Owner: postgres
--

CREATE UNIQUE INDEX u1 ON app.users USING btree (tenant_id, lower((email)::text) DESC NULLS LAST) INCLUDE (id) WHERE (deleted_at IS NULL);


--
-- Name: INDEX u1; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON INDEX app.u1 IS 'i';


--
-- Name: users_email_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX users_email_idx ON app.users USING hash (email);


--
-- Name: logs_2024_kind_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.logs_kind_idx ATTACH PARTITION app.logs_2024_kind_idx;


--
-- Name: logs_2024_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.logs_pkey ATTACH PARTITION app.logs_2024_pkey;


--
-- Name: logs_def_a_kind_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.logs_def_kind_idx ATTACH PARTITION app.logs_def_a_kind_idx;


--
-- Name: logs_def_a_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.logs_def_pkey ATTACH PARTITION app.logs_def_a_pkey;


--
-- Name: logs_def_kind_idx; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.logs_kind_idx ATTACH PARTITION app.logs_def_kind_idx;


--
-- Name: logs_def_pkey; Type: INDEX ATTACH; Schema: app; Owner: postgres
--

ALTER INDEX app.logs_pkey ATTACH PARTITION app.logs_def_pkey;


--
-- Name: st; Type: STATISTICS; Schema: app; Owner: postgres
--

CREATE STATISTICS app.st ON tenant_id, role FROM app.users;


ALTER STATISTICS app.st OWNER TO postgres;

--
-- Name: v r; Type: RULE; Schema: app; Owner: postgres
--

CREATE RULE r AS
    ON DELETE TO app.v DO INSTEAD NOTHING;


--
-- Name: users t1; Type: TRIGGER; Schema: app; Owner: postgres
--

CREATE TRIGGER t1 BEFORE UPDATE OF email, full_name ON app.users FOR EACH ROW WHEN (((old.email)::text IS DISTINCT FROM (new.email)::text)) EXECUTE FUNCTION app.touch('a', 'it''s');

ALTER TABLE app.users DISABLE TRIGGER t1;


--
-- Name: TRIGGER t1 ON users; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON TRIGGER t1 ON app.users IS 't';


--
-- Name: users t2; Type: TRIGGER; Schema: app; Owner: postgres
--

CREATE CONSTRAINT TRIGGER t2 AFTER INSERT ON app.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.touch();


--
-- Name: users t3; Type: TRIGGER; Schema: app; Owner: postgres
--

CREATE TRIGGER t3 AFTER UPDATE ON app.users REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION app.touch();


--
-- Name: users fk2; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT fk2 FOREIGN KEY (tenant_id) REFERENCES app.tenants(id) MATCH FULL NOT VALID;


--
-- Name: users users_tenant_id_fkey; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app.users
    ADD CONSTRAINT users_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES app.tenants(id) ON UPDATE SET NULL ON DELETE CASCADE;


--
-- Name: users p1; Type: POLICY; Schema: app; Owner: postgres
--

CREATE POLICY p1 ON app.users AS RESTRICTIVE FOR UPDATE USING ((tenant_id = (current_setting('app.t'::text))::uuid)) WITH CHECK (true);


--
-- Name: POLICY p1 ON users; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON POLICY p1 ON app.users IS 'po';


--
-- Name: users; Type: ROW SECURITY; Schema: app; Owner: postgres
--

ALTER TABLE app.users ENABLE ROW LEVEL SECURITY;

--
-- Name: pub; Type: PUBLICATION; Schema: -; Owner: postgres
--

CREATE PUBLICATION pub WITH (publish = 'insert, update, delete, truncate');


ALTER PUBLICATION pub OWNER TO postgres;

--
-- Name: pub tenants; Type: PUBLICATION TABLE; Schema: app; Owner: postgres
--

ALTER PUBLICATION pub ADD TABLE ONLY app.tenants;


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: postgres
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO PUBLIC;


--
-- Name: TABLE parent; Type: ACL; Schema: app; Owner: postgres
--

GRANT SELECT ON TABLE app.parent TO PUBLIC;


--
-- Name: TABLE child; Type: ACL; Schema: app; Owner: postgres
--

GRANT SELECT ON TABLE app.child TO PUBLIC;


--
-- Name: TABLE users; Type: ACL; Schema: app; Owner: postgres
--

GRANT SELECT ON TABLE app.users TO PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR TABLES; Type: DEFAULT ACL; Schema: app; Owner: postgres
--

ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;


--
-- Name: et; Type: EVENT TRIGGER; Schema: -; Owner: postgres
--

CREATE EVENT TRIGGER et ON ddl_command_end
   EXECUTE FUNCTION app.etf();


ALTER EVENT TRIGGER et OWNER TO postgres;

--
-- PostgreSQL database dump complete
--

\unrestrict 7927P4vpK5R1pFr251Da3isxYC5XB6ufGLLykti8IhFBGnL3XCcSGyKDQhQ6DLm

