CREATE TABLE public.events (at date) PARTITION BY RANGE (at);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
GRANT SELECT (at), INSERT ON TABLE public.events_2024 TO access_one;
