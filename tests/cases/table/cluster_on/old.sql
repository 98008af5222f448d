CREATE TABLE public.orders (id bigint PRIMARY KEY, at timestamptz);
ALTER TABLE public.orders CLUSTER ON orders_pkey;
CREATE TABLE public."Items" (id bigint PRIMARY KEY);
ALTER TABLE public."Items" CLUSTER ON "Items_pkey";
