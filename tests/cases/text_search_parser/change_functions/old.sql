CREATE TEXT SEARCH PARSER words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH CONFIGURATION catalogue (PARSER = words);
ALTER TEXT SEARCH CONFIGURATION catalogue ADD MAPPING FOR word, asciiword WITH simple;
CREATE TEXT SEARCH CONFIGURATION other (PARSER = words);
COMMENT ON TEXT SEARCH CONFIGURATION catalogue IS 'For the catalogue';
