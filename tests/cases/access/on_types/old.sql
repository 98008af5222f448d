CREATE DOMAIN public.email AS text;
ALTER DOMAIN public.email OWNER TO access_one;
GRANT USAGE ON TYPE public.email TO PUBLIC;
CREATE TYPE public.pair AS (a integer, b text);
ALTER TYPE public.pair OWNER TO access_one;
GRANT USAGE ON TYPE public.pair TO PUBLIC;
CREATE TYPE public.span AS RANGE (SUBTYPE = date);
ALTER TYPE public.span OWNER TO access_one;
GRANT USAGE ON TYPE public.span TO PUBLIC;
