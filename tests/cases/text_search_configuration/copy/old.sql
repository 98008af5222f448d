CREATE TEXT SEARCH CONFIGURATION catalogue (COPY = pg_catalog.english);
CREATE TEXT SEARCH CONFIGURATION russian (COPY = catalogue);
