-- Roles belong to the server, which has the heir by the time that this runs.
CREATE TABLE public.items (id integer);
ALTER TABLE public.items OWNER TO role_heir;
CREATE TABLE public.others (id integer);
