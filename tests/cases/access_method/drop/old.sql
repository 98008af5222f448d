CREATE ACCESS METHOD second TYPE TABLE HANDLER heap_tableam_handler;
