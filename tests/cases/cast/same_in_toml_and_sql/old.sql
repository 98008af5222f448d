CREATE TYPE public.mood AS ENUM ('ok', 'sad');
CREATE FUNCTION public.to_mood(character varying) RETURNS public.mood LANGUAGE sql IMMUTABLE AS 'SELECT NULL::public.mood';
CREATE CAST (text AS public.mood) WITH INOUT AS ASSIGNMENT;
CREATE CAST (character varying AS public.mood) WITH FUNCTION public.to_mood(character varying);
