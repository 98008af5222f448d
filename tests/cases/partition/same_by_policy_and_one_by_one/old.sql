CREATE TABLE public.audit_logs (
    id bigint,
    created_at timestamp with time zone
)
PARTITION BY RANGE (created_at);
CREATE TABLE public.audit_logs_2024_01 (
    id bigint,
    created_at timestamp with time zone
);
CREATE TABLE public.audit_logs_2024_02 (
    id bigint,
    created_at timestamp with time zone
);
ALTER TABLE ONLY public.audit_logs ATTACH PARTITION public.audit_logs_2024_01 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');
ALTER TABLE ONLY public.audit_logs ATTACH PARTITION public.audit_logs_2024_02 FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');
