create text search template plain (lexize = dsimple_lexize, init = pg_catalog.dsimple_init);
create text search dictionary stars (template = simple, stopwords = english, accept = false);
create text search configuration short (parser = default);
alter text search configuration short add mapping for word, asciiword with simple, english_stem;
alter text search configuration short alter mapping replace simple with stars;
