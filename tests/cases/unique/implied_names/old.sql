CREATE TABLE public.users (
    id integer NOT NULL,
    email text,
    region text,
    users_email_key integer,
    CONSTRAINT users_check CHECK ((email <> region)),
    CONSTRAINT users_check1 CHECK ((id > length(email))),
    CONSTRAINT users_id_check CHECK ((id > 0))
);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_email_key UNIQUE (email);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_email_region_key UNIQUE (email, region);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
