-- What PostgreSQL prints in another way since 16: columns of a view's only table without the table's name.

CREATE TABLE public.accounts (id integer NOT NULL, email text, deleted boolean DEFAULT false NOT NULL);
CREATE VIEW public.active_accounts WITH (check_option = local) AS SELECT id, email AS "Address" FROM public.accounts WHERE NOT deleted;
CREATE MATERIALIZED VIEW public.domains AS SELECT split_part(email, '@'::text, 2) AS domain FROM public.accounts WITH NO DATA;
