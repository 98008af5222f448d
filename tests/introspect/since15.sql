-- What PostgreSQL 15 added.

CREATE TABLE public.parents (
  a integer,
  b integer,
  CONSTRAINT parents_key UNIQUE NULLS NOT DISTINCT (a, b)
);
CREATE TABLE public.children (
  a integer,
  b integer,
  CONSTRAINT children_fkey FOREIGN KEY (a, b) REFERENCES public.parents (a, b) ON DELETE SET NULL (b)
);
CREATE UNIQUE INDEX children_once ON public.children (a) NULLS NOT DISTINCT;
CREATE VIEW public.mine WITH (security_invoker = true) AS
  SELECT c.a, p.b FROM public.children c JOIN public.parents p ON p.a = c.a;
