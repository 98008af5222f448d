CREATE ACCESS METHOD second TYPE TABLE HANDLER pg_catalog.heap_tableam_handler;
COMMENT ON ACCESS METHOD second IS 'As heap';
