CREATE SCHEMA app;
CREATE FUNCTION app.tenant() RETURNS integer
    LANGUAGE sql STABLE
    AS $$select 1$$;
CREATE TABLE app.docs (
    tenant_id integer,
    kind text,
    CONSTRAINT kind_known CHECK (((kind IS NULL) OR (kind = ANY (ARRAY['a'::text, 'b'::text]))))
);
ALTER TABLE app.docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.docs USING (((tenant_id = app.tenant()) OR (EXISTS ( SELECT 1
   FROM app.docs d
  WHERE (d.tenant_id = docs.tenant_id)))));
