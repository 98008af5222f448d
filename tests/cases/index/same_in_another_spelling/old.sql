CREATE TABLE public.users (
    id integer NOT NULL,
    email text,
    state character varying(10),
    seen_at timestamp with time zone,
    deleted_at timestamp with time zone,
    details jsonb
);
CREATE INDEX users_a ON public.users USING btree (email);
CREATE INDEX users_b ON public.users USING btree (seen_at DESC);
CREATE INDEX users_c ON public.users USING btree (lower(email), id DESC NULLS LAST);
CREATE INDEX users_d ON public.users USING btree (email) WHERE (deleted_at IS NULL);
CREATE INDEX users_e ON public.users USING btree (((details ->> 'kind'::text)));
CREATE INDEX users_f ON public.users USING btree (email) WHERE ((state)::text = 'new'::text);
CREATE INDEX users_g ON public.users USING gin (details);
CREATE INDEX users_h ON public.users USING btree (((id + 1)));
CREATE INDEX users_i ON public.users USING btree (COALESCE(email, ''::text));
