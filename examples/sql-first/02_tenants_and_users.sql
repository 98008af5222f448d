CREATE TABLE tenants (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    name varchar(255) NOT NULL,
    slug varchar(63) NOT NULL,
    plan tenant_plan NOT NULL DEFAULT 'free',
    settings jsonb NOT NULL DEFAULT '{}'
);

COMMENT ON TABLE tenants IS 'The unit of isolation';

CREATE UNIQUE INDEX uq_tenants_slug ON tenants (slug) WHERE deleted_at IS NULL;

CREATE TABLE users (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT,
    email varchar(320) NOT NULL,
    password_hash varchar(255),
    full_name varchar(255) NOT NULL,
    role user_role NOT NULL DEFAULT 'member',
    last_login_at timestamptz
);

COMMENT ON TABLE users IS 'Who can sign in';
COMMENT ON COLUMN users.email IS 'In lower case';

CREATE UNIQUE INDEX uq_users_tenant_email ON users (tenant_id, lower(email)) WHERE deleted_at IS NULL;

CREATE TRIGGER set_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION updated_at_trigger();

ALTER TABLE users ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON users
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

CREATE VIEW active_users AS
    SELECT id, tenant_id, email, full_name FROM users WHERE deleted_at IS NULL;

INSERT INTO tenants (id, name, slug, plan)
VALUES ('00000000-0000-0000-0000-000000000001', 'System', 'system', 'enterprise')
ON CONFLICT (id) DO NOTHING;
