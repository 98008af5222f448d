CREATE SEQUENCE public.numbers;
ALTER SEQUENCE public.numbers OWNER TO access_one;
REVOKE ALL ON SEQUENCE public.numbers FROM access_one;
GRANT SELECT, USAGE ON SEQUENCE public.numbers TO access_one;
