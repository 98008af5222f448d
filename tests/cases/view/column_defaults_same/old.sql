CREATE TABLE users (id integer PRIMARY KEY, name text, state text, at date);
CREATE VIEW public.people AS SELECT users.id, users.name, users.at FROM public.users;
ALTER TABLE public.people ALTER COLUMN name SET DEFAULT 'nobody'::text;
ALTER TABLE public.people ALTER COLUMN at SET DEFAULT (CURRENT_DATE + 1);
