CREATE TABLE public.articles (id integer PRIMARY KEY, body text, "Body" text);
ALTER TABLE public.articles ALTER COLUMN body SET COMPRESSION pglz;
