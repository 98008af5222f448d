CREATE FUNCTION check_options(text[], oid) RETURNS void LANGUAGE plpgsql AS 'begin end';
CREATE FOREIGN DATA WRAPPER antenna VALIDATOR check_options;
CREATE FOREIGN DATA WRAPPER receiver;
