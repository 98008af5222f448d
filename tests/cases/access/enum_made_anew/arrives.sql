CREATE TYPE public.mood AS ENUM ('good', 'bad');
CREATE TABLE public.days (mood public.mood);
ALTER TYPE public.mood OWNER TO access_one;
REVOKE ALL ON TYPE public.mood FROM PUBLIC;
GRANT USAGE ON TYPE public.mood TO "access two";
