CREATE TABLE public.tokens (
    expires_at timestamp with time zone DEFAULT (now() + '01:00:00'::interval),
    code text DEFAULT ('T-'::text || upper(SUBSTRING(md5((random())::text) FROM 1 FOR 8))),
    day date DEFAULT (timezone('utc'::text, now()))::date
);
