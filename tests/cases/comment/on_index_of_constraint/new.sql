CREATE TABLE public.users (id integer PRIMARY KEY, email text, CONSTRAINT users_email UNIQUE (email),
    CONSTRAINT "Once" EXCLUDE USING btree (id WITH =));
COMMENT ON INDEX public.users_pkey IS 'The index of the key';
COMMENT ON CONSTRAINT users_pkey ON public.users IS 'The key';
COMMENT ON INDEX public.users_email IS 'The index of addresses';
COMMENT ON INDEX public."Once" IS 'The index of an exclusion';
