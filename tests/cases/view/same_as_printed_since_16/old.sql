CREATE TABLE public.users (
    id integer NOT NULL,
    name text,
    deleted_at timestamp with time zone
);
CREATE TABLE public.orders (
    id integer NOT NULL,
    user_id integer,
    amount numeric(12,2)
);
CREATE VIEW public.active_users AS
 SELECT id,
    name,
    deleted_at
   FROM public.users
  WHERE (deleted_at IS NULL);
CREATE VIEW public.totals AS
 SELECT u.name,
    count(*) AS orders,
    COALESCE(sum(o.amount), (0)::numeric) AS total,
    count(*) FILTER (WHERE (o.amount > (100)::numeric)) AS large
   FROM (public.users u
     LEFT JOIN public.orders o ON ((o.user_id = u.id)))
  WHERE (u.name <> ''::text)
  GROUP BY u.name
 HAVING (count(*) > 1)
  ORDER BY (count(*)) DESC;
