CREATE TABLE public.files (
    id integer NOT NULL,
    tenant_id uuid NOT NULL,
    owner_name name NOT NULL
);
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON public.files FOR UPDATE TO pg_monitor, pg_read_all_data USING ((owner_name = CURRENT_USER));
CREATE POLICY tenant ON public.files USING ((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)) WITH CHECK (((id >= 1) AND (id <= 10)));
