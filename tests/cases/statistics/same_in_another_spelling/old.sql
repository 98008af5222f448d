CREATE TABLE public.places (id integer, city text, zip text, state character varying(10), "Zone" integer);
CREATE STATISTICS public.places_a ON id, city, zip FROM public.places;
CREATE STATISTICS public.places_b ON city, lower((state)::text) FROM public.places;
CREATE STATISTICS public.places_c ON COALESCE(city, ''::text) FROM public.places;
CREATE STATISTICS public.places_d (ndistinct, mcv) ON city, "Zone" FROM public.places;
