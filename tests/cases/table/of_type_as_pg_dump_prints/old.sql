CREATE TYPE public.parcel_row AS (
	id bigint,
	weight numeric(8,2),
	label text COLLATE pg_catalog."C"
);
CREATE TABLE public.parcels OF public.parcel_row (
    id WITH OPTIONS NOT NULL,
    weight DEFAULT 1.5 NOT NULL,
    CONSTRAINT parcels_weight_check CHECK ((weight > (0)::numeric))
);
COMMENT ON COLUMN public.parcels.weight IS 'Kilograms';
CREATE TABLE public.plain OF public.parcel_row;
ALTER TABLE ONLY public.parcels
    ADD CONSTRAINT parcels_pkey PRIMARY KEY (id);
