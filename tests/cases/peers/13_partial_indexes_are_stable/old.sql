CREATE TYPE public.state AS ENUM (
    'open',
    'done'
);
CREATE TABLE public.tasks (
    id integer,
    state public.state,
    name character varying(20),
    deleted_at timestamp with time zone
);
CREATE UNIQUE INDEX tasks_name ON public.tasks USING btree (lower((name)::text)) WHERE ((deleted_at IS NULL) AND (state = 'open'::public.state));
