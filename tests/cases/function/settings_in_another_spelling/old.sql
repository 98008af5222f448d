CREATE FUNCTION public.hour(at timestamptz) RETURNS double precision LANGUAGE sql
    SET work_mem = '1MB' SET "TimeZone" = 'UTC'
    AS 'SELECT extract(hour FROM at)::double precision';
