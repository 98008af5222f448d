CREATE SEQUENCE public.numbers;
ALTER SEQUENCE public.numbers OWNER TO access_one;
GRANT ALL ON SEQUENCE public.numbers TO access_one;
