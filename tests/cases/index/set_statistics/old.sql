CREATE TABLE public.users (id integer, name text, "Name" text);
CREATE INDEX users_names ON public.users (lower(name), id, lower("Name"));
ALTER INDEX public.users_names ALTER COLUMN 1 SET STATISTICS 400;
