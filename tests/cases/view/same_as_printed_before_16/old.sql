CREATE TABLE public.users (
    id integer NOT NULL,
    name text,
    state character varying(10)
);
CREATE VIEW public.new_users AS
 SELECT users.id,
    users.name,
        CASE
            WHEN (users.id < 10) THEN 'early'::text
            ELSE 'late'::text
        END AS wave
   FROM public.users
  WHERE ((users.state)::text = 'new'::text);
