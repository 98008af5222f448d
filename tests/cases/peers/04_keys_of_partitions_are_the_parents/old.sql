CREATE TABLE public.events (
    id bigint NOT NULL,
    at date NOT NULL,
    code text
)
PARTITION BY RANGE (at);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
ALTER TABLE ONLY public.events ADD CONSTRAINT events_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.events_2024 ADD CONSTRAINT events_2024_pkey PRIMARY KEY (id, at);
ALTER TABLE ONLY public.events ADD CONSTRAINT events_code_at_key UNIQUE (code, at);
ALTER TABLE ONLY public.events_2024 ADD CONSTRAINT events_2024_code_at_key UNIQUE (code, at);
CREATE INDEX events_code ON ONLY public.events USING btree (code);
CREATE INDEX events_2024_code_idx ON public.events_2024 USING btree (code);
ALTER INDEX public.events_pkey ATTACH PARTITION public.events_2024_pkey;
ALTER INDEX public.events_code_at_key ATTACH PARTITION public.events_2024_code_at_key;
ALTER INDEX public.events_code ATTACH PARTITION public.events_2024_code_idx;
