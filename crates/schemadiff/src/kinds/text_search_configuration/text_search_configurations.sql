SELECT n.nspname AS schema, o.cfgname AS name,
       p_n.nspname AS parser_schema, p.prsname AS parser,
       d.description AS comment
FROM pg_ts_config o
JOIN pg_namespace n ON n.oid = o.cfgnamespace
JOIN pg_ts_parser p ON p.oid = o.cfgparser
JOIN pg_namespace p_n ON p_n.oid = p.prsnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_config'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_ts_config'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.cfgname
