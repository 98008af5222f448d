CREATE TABLE public.users (id integer NOT NULL, name text, gone boolean DEFAULT false, CONSTRAINT users_pkey PRIMARY KEY (id));
CREATE TABLE public.log (id integer, what text);
CREATE VIEW public.people AS SELECT users.id, users.name FROM public.users WHERE (NOT users.gone);
CREATE RULE keep AS ON DELETE TO public.users DO INSTEAD NOTHING;
CREATE RULE note AS ON UPDATE TO public.users WHERE (old.name IS DISTINCT FROM new.name) DO ( INSERT INTO public.log (id, what)
  VALUES (old.id, ('was '::text || old.name));
 INSERT INTO public.log (what, id)
  VALUES (new.name, new.id);
);
CREATE RULE people_delete AS ON DELETE TO public.people DO INSTEAD UPDATE public.users SET gone = true WHERE (users.id = old.id);
