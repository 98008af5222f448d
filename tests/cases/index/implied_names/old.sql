CREATE TABLE public.users (
    id integer NOT NULL,
    email text,
    name text
);
CREATE INDEX users_email_idx ON public.users USING btree (email);
CREATE INDEX users_email_name_idx ON public.users USING btree (email, name);
CREATE INDEX users_expr_idx ON public.users USING btree (((id + 1)));
CREATE INDEX users_lower_idx ON public.users USING btree (lower(email));
CREATE INDEX users_name_idx ON public.users USING btree (name);
CREATE INDEX users_name_idx1 ON public.users USING btree (name DESC);
