CREATE TABLE public.articles (
    title text NOT NULL,
    body text,
    words tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, ((title || ' '::text) || COALESCE(body, ''::text)))) STORED,
    size integer GENERATED ALWAYS AS ((length(title) + length(COALESCE(body, ''::text)))) STORED
);
