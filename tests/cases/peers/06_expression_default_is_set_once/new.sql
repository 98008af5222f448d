CREATE TABLE tokens (
    expires_at timestamptz DEFAULT now() + interval '1 hour',
    code text DEFAULT 'T-' || upper(substring(md5(random()::text) FROM 1 FOR 8)),
    day date DEFAULT timezone('utc', now())::date
);
