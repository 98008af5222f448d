-- A service for many tenants: schemas, row security, functions of every sort, names of every sort.

CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'What tenants see';
CREATE SCHEMA billing;
CREATE SCHEMA "Audit Log";

CREATE EXTENSION citext;

CREATE TYPE app.role AS ENUM ('owner', 'admin', 'member');
CREATE TYPE billing.plan AS ENUM ('free', 'pro', 'enterprise');

CREATE FUNCTION app.current_tenant() RETURNS uuid LANGUAGE sql STABLE
    AS $$ SELECT NULLIF(current_setting('app.tenant_id', true), '')::uuid $$;

CREATE FUNCTION app.is_admin(who bigint, at app.role DEFAULT 'admin', VARIADIC others app.role[] DEFAULT '{}')
    RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app, pg_temp COST 50
    AS $body$
BEGIN
    RETURN EXISTS (SELECT 1 FROM app.members m WHERE m.user_id = who AND (m.role = at OR m.role = ANY (others)));
END
$body$;

CREATE TABLE app.tenants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    slug citext NOT NULL UNIQUE,
    plan billing.plan NOT NULL DEFAULT 'free',
    settings jsonb,
    CONSTRAINT slug_is_short CHECK (length(slug::text) <= 40)
);

CREATE TABLE app."user" (
    id bigserial PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES app.tenants (id) ON DELETE CASCADE,
    email citext NOT NULL,
    "group" text,
    "Password" bytea,
    "select" integer DEFAULT '-1',
    UNIQUE (tenant_id, email)
);
COMMENT ON TABLE app."user" IS 'A word that SQL has taken';

CREATE TABLE app.members (
    user_id bigint NOT NULL REFERENCES app."user" (id),
    tenant_id uuid NOT NULL,
    role app.role NOT NULL DEFAULT 'member'::app.role,
    invited_by bigint REFERENCES app."user" (id),
    PRIMARY KEY (user_id, tenant_id),
    CONSTRAINT members_tenant FOREIGN KEY (tenant_id) REFERENCES app.tenants (id) DEFERRABLE
);

-- The same name in two schemas.
CREATE TABLE billing.tenants (
    id uuid PRIMARY KEY REFERENCES app.tenants (id),
    vat_id text,
    balance numeric(14,4) DEFAULT 0.0 NOT NULL
);
CREATE TABLE billing.invoices (
    id serial PRIMARY KEY,
    tenant_id uuid NOT NULL REFERENCES billing.tenants,
    period daterange NOT NULL,
    lines jsonb[] DEFAULT ARRAY[]::jsonb[] NOT NULL,
    paid_at timestamp without time zone,
    due interval DEFAULT '30 days' NOT NULL,
    CONSTRAINT lower_bound_is_set CHECK (NOT lower_inf(period))
);

CREATE UNLOGGED TABLE "Audit Log"."Entries" (
    "Id" bigint GENERATED ALWAYS AS IDENTITY (MINVALUE 10 START WITH 10),
    "At" timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
    "Who" name DEFAULT CURRENT_USER NOT NULL,
    "What" json,
    from_ip inet,
    CONSTRAINT "Entries pkey" PRIMARY KEY ("Id")
);
CREATE INDEX "By Time" ON "Audit Log"."Entries" USING brin ("At") WITH (pages_per_range = 16);

CREATE FUNCTION "Audit Log"."Record"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "Audit Log"."Entries" ("What") VALUES (jsonb_build_object('table', TG_TABLE_NAME, 'args', TG_ARGV));
    RETURN NULL;
END $$;

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON app.tenants
    FOR EACH ROW EXECUTE FUNCTION "Audit Log"."Record"('tenants', 'it''s');
CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON app."user"
    FOR EACH ROW EXECUTE FUNCTION "Audit Log"."Record"('user');
CREATE TRIGGER audit AFTER TRUNCATE ON app.members
    FOR EACH STATEMENT EXECUTE FUNCTION "Audit Log"."Record"();
ALTER TABLE app.members DISABLE TRIGGER audit;
CREATE TRIGGER many AFTER UPDATE ON app.members REFERENCING OLD TABLE AS before NEW TABLE AS after
    FOR EACH STATEMENT EXECUTE FUNCTION "Audit Log"."Record"();
ALTER TABLE app.members ENABLE ALWAYS TRIGGER many;
CREATE CONSTRAINT TRIGGER later AFTER INSERT ON billing.invoices DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION "Audit Log"."Record"();
ALTER TABLE billing.invoices ENABLE REPLICA TRIGGER later;

ALTER TABLE app.tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON app.tenants USING (id = app.current_tenant());
ALTER TABLE app."user" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_users ON app."user" FOR SELECT USING (tenant_id = app.current_tenant());
CREATE POLICY "write own" ON app."user" AS RESTRICTIVE FOR UPDATE TO pg_read_all_data, pg_monitor
    USING (tenant_id = app.current_tenant()) WITH CHECK (email IS NOT NULL);
COMMENT ON POLICY own_users ON app."user" IS 'Nobody sees the others';
CREATE POLICY dormant ON app.members FOR INSERT WITH CHECK (EXISTS (
    SELECT 1 FROM app."user" u WHERE u.id = members.user_id AND u.tenant_id = members.tenant_id));
ALTER TABLE billing.tenants ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION app.total(amount numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT amount';
CREATE FUNCTION app.total(amount numeric, rate double precision) RETURNS numeric LANGUAGE sql IMMUTABLE LEAKPROOF
    AS 'SELECT amount * rate::numeric';
CREATE FUNCTION app.users_of(tenant uuid, OUT id bigint, OUT email citext, INOUT many integer DEFAULT 10)
    RETURNS SETOF record LANGUAGE sql STABLE ROWS 100
    AS $$ SELECT u.id, u.email, many FROM app."user" u WHERE u.tenant_id = tenant LIMIT many $$;
CREATE FUNCTION app.members_of(tenant uuid) RETURNS TABLE (member bigint, "Role" app.role) LANGUAGE plpgsql
    AS $$ BEGIN RETURN QUERY SELECT user_id, role FROM app.members WHERE tenant_id = tenant; END $$;
CREATE FUNCTION app.first_user() RETURNS app."user" LANGUAGE sql PARALLEL RESTRICTED
    AS $$ SELECT * FROM app."user" ORDER BY id LIMIT 1 $$;
CREATE PROCEDURE billing.close_period(IN until date, INOUT closed integer DEFAULT 0) LANGUAGE plpgsql AS $$
BEGIN
    UPDATE billing.invoices SET paid_at = now() WHERE upper(period) <= until;
    GET DIAGNOSTICS closed = ROW_COUNT;
    COMMIT;
END $$;
COMMENT ON PROCEDURE billing.close_period(date, integer) IS 'At the end of the month';

CREATE VIEW app.admins AS SELECT u.*, m.role FROM app."user" u JOIN app.members m ON m.user_id = u.id
    WHERE app.is_admin(u.id, 'owner', 'admin');
CREATE VIEW billing.balances AS SELECT t.id, t.balance, a.slug FROM billing.tenants t JOIN app.tenants a USING (id);
CREATE FUNCTION billing.set_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN UPDATE billing.tenants SET balance = NEW.balance WHERE id = OLD.id; RETURN NEW; END $$;
CREATE TRIGGER write INSTEAD OF UPDATE ON billing.balances FOR EACH ROW EXECUTE FUNCTION billing.set_balance();
