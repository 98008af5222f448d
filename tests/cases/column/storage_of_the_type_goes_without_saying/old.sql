CREATE TABLE public.articles (
    id integer NOT NULL,
    body text,
    amount numeric,
    tags text[],
    "from" inet,
    CONSTRAINT articles_pkey PRIMARY KEY (id)
);
ALTER TABLE ONLY public.articles ALTER COLUMN body SET STATISTICS 100;
