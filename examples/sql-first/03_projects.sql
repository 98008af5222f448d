CREATE TABLE projects (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    tenant_id uuid NOT NULL REFERENCES tenants (id) ON DELETE RESTRICT,
    created_by uuid NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
    title varchar(255) NOT NULL,
    status project_status NOT NULL DEFAULT 'draft'
);

CREATE INDEX idx_projects_tenant_id_created_at ON projects (tenant_id, created_at) WHERE deleted_at IS NULL;

CREATE TRIGGER set_updated_at BEFORE UPDATE ON projects FOR EACH ROW EXECUTE FUNCTION updated_at_trigger();

ALTER TABLE projects ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_isolation ON projects
    USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
