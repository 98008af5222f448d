CREATE TYPE public.address AS (
	street character varying(80) COLLATE pg_catalog."C",
	zip integer,
	at timestamp with time zone,
	aliases text[]
);
