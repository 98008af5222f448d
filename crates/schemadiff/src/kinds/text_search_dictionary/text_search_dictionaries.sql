SELECT n.nspname AS schema, o.dictname AS name,
       t_n.nspname AS template_schema, t.tmplname AS template, o.dictinitoption AS options,
       d.description AS comment
FROM pg_ts_dict o
JOIN pg_namespace n ON n.oid = o.dictnamespace
JOIN pg_ts_template t ON t.oid = o.dicttemplate
JOIN pg_namespace t_n ON t_n.oid = t.tmplnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_dict'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_ts_dict'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.dictname
