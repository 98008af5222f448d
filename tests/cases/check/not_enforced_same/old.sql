CREATE TABLE public.orders (id integer CONSTRAINT positive CHECK ((id > 0)) NOT ENFORCED);
ALTER TABLE public.orders ADD CONSTRAINT small CHECK ((id < 10)) NOT ENFORCED;
