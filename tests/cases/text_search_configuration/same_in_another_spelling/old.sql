CREATE TEXT SEARCH TEMPLATE public.plain (
    INIT = dsimple_init,
    LEXIZE = dsimple_lexize );
CREATE TEXT SEARCH DICTIONARY public.stars (
    TEMPLATE = pg_catalog.simple,
    stopwords = 'english', accept = 'false' );
CREATE TEXT SEARCH CONFIGURATION public.short (
    PARSER = pg_catalog."default" );
ALTER TEXT SEARCH CONFIGURATION public.short
    ADD MAPPING FOR asciiword WITH public.stars, english_stem;
ALTER TEXT SEARCH CONFIGURATION public.short
    ADD MAPPING FOR word WITH public.stars, english_stem;
