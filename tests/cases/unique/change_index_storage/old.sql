CREATE TABLE public.users (
    id integer CONSTRAINT users_pkey PRIMARY KEY WITH (fillfactor=80),
    email text,
    code text,
    CONSTRAINT "Email" UNIQUE (email)
);
