CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE plain (LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY stars (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION catalogue (PARSER = words);
COMMENT ON TEXT SEARCH PARSER words IS 'Words';
COMMENT ON TEXT SEARCH CONFIGURATION catalogue IS 'For the catalogue';
