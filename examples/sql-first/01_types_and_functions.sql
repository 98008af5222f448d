CREATE TYPE tenant_plan AS ENUM ('free', 'pro', 'enterprise');
CREATE TYPE user_role AS ENUM ('owner', 'admin', 'member', 'viewer', 'api');
CREATE TYPE project_status AS ENUM ('draft', 'active', 'suspended', 'archived');

CREATE FUNCTION updated_at_trigger() RETURNS trigger LANGUAGE plpgsql AS $$begin
  new.updated_at = now();
  return new;
end;
$$;
