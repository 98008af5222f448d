CREATE TABLE public.users (id integer PRIMARY KEY, email text, CONSTRAINT users_email UNIQUE (email));
COMMENT ON INDEX public.users_pkey IS 'The index';
