CREATE TYPE public.priority AS ENUM (
    'low',
    'high'
);

COMMENT ON TYPE public.priority IS 'How soon';
