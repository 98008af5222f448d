CREATE TABLE public.logs (id bigint NOT NULL);
