CREATE TABLE public.users (
    id integer NOT NULL,
    b integer NOT NULL,
    a integer
);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX users_b_a ON public.users USING btree (b, a);
