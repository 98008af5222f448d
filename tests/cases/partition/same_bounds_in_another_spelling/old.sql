CREATE TABLE public.events (at timestamptz NOT NULL, price numeric(6,2)) PARTITION BY RANGE (at);
CREATE TABLE public.events_january PARTITION OF public.events
    FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');
CREATE TABLE public.stamps (value numeric(6,2)) PARTITION BY LIST (value);
CREATE TABLE public.stamps_small PARTITION OF public.stamps FOR VALUES IN ('1.00', '2.50', NULL);
