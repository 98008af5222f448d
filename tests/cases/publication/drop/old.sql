CREATE TABLE public.orders (id bigint PRIMARY KEY);
CREATE PUBLICATION orders WITH (publish = 'insert, update, delete, truncate');
ALTER PUBLICATION orders ADD TABLE ONLY public.orders;
