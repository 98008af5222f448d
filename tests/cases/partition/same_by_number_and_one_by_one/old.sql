CREATE TABLE public.orders (id bigint NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE public.orders_0 PARTITION OF public.orders FOR VALUES FROM ('0') TO ('1000');
CREATE TABLE public.orders_1000 PARTITION OF public.orders FOR VALUES FROM ('1000') TO ('2000');
