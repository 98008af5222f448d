CREATE TEXT SEARCH TEMPLATE plain (INIT = dsynonym_init, LEXIZE = dsynonym_lexize);
CREATE TEXT SEARCH DICTIONARY stars (TEMPLATE = simple, accept = false);
CREATE TEXT SEARCH DICTIONARY moons (TEMPLATE = pg_catalog.simple);
CREATE TEXT SEARCH CONFIGURATION catalogue (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION catalogue ADD MAPPING FOR asciiword WITH stars;
