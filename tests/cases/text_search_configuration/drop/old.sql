CREATE TEXT SEARCH DICTIONARY public.stars (
    TEMPLATE = pg_catalog.simple,
    accept = 'false' );
CREATE TEXT SEARCH CONFIGURATION public.catalogue (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION public.catalogue
    ADD MAPPING FOR asciiword WITH public.stars, english_stem;
