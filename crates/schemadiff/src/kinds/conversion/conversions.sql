SELECT n.nspname AS schema, o.conname AS name, pg_encoding_to_char(o.conforencoding) AS from_encoding,
       pg_encoding_to_char(o.contoencoding) AS to_encoding, p_n.nspname AS function_schema, p.proname AS function,
       o.condefault AS is_default, d.description AS comment
FROM pg_conversion o
JOIN pg_namespace n ON n.oid = o.connamespace
JOIN pg_proc p ON p.oid = o.conproc
JOIN pg_namespace p_n ON p_n.oid = p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_conversion'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_conversion'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.conname
