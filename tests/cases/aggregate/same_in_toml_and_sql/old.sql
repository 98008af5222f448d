CREATE FUNCTION public.plus(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE AGGREGATE public.total(integer) (
    SFUNC = public.plus,
    STYPE = integer,
    INITCOND = '0',
    FINALFUNC_MODIFY = READ_ONLY,
    SORTOP = OPERATOR(pg_catalog.<)
);
CREATE AGGREGATE public.every_row(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
