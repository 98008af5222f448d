CREATE FUNCTION check_options(text[], oid) RETURNS void LANGUAGE plpgsql AS 'begin end';
CREATE FOREIGN DATA WRAPPER antenna;
CREATE FOREIGN DATA WRAPPER receiver NO HANDLER VALIDATOR check_options;
