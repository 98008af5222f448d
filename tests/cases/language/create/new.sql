CREATE FUNCTION star_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE TRUSTED LANGUAGE star HANDLER star_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator;
CREATE FUNCTION again() RETURNS integer LANGUAGE star AS 'begin return 1; end';
COMMENT ON LANGUAGE star IS 'PL/pgSQL under another name';
