CREATE TABLE public.events (at date) PARTITION BY RANGE (at);
CREATE TABLE public.events_2024 PARTITION OF public.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE public.events_2024 OWNER TO "access two";
ALTER TABLE public.events_2025 OWNER TO "access two";
GRANT INSERT ON TABLE public.events_2024 TO access_one;
GRANT SELECT ON TABLE public.events_2025 TO access_one;
