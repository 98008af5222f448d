CREATE TABLE public.orders (id bigint PRIMARY KEY, at timestamptz);
CREATE INDEX orders_at ON public.orders (at);
ALTER TABLE public.orders CLUSTER ON orders_at;
CREATE TABLE public."Items" (id bigint PRIMARY KEY);
