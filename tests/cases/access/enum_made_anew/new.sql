CREATE TYPE public.mood AS ENUM ('good', 'bad');
CREATE TABLE public.days (mood public.mood);
