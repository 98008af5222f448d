CREATE LANGUAGE star HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
CREATE FUNCTION again() RETURNS integer LANGUAGE star AS 'begin return 1; end';
COMMENT ON LANGUAGE star IS 'PL/pgSQL under another name';
