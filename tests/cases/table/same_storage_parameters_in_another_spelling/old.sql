CREATE TABLE public.events (
    id bigint
)
WITH (autovacuum_enabled='false', fillfactor='80');
