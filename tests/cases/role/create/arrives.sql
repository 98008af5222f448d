-- Roles belong to the server, which has them by the time that this runs.
CREATE TABLE public.items (id integer);
ALTER TABLE public.items OWNER TO "Role Create";
GRANT SELECT ON TABLE public.items TO role_create_group;
