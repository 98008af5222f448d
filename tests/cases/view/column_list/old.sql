CREATE TABLE public.users (
    id integer NOT NULL,
    name text
);
CREATE VIEW public.people AS
 SELECT users.id AS number,
    users.name AS label
   FROM public.users;
