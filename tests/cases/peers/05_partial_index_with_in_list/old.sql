CREATE TABLE public.jobs (
    id integer,
    state text
);
CREATE INDEX jobs_open ON public.jobs USING btree (id) WHERE (state = ANY (ARRAY['new'::text, 'retry'::text, 'stuck'::text]));
CREATE INDEX jobs_rest ON public.jobs USING btree (id) WHERE (state <> ALL (ARRAY['new'::text, 'retry'::text]));
