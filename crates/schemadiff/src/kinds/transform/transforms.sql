SELECT format_type(o.trftype, NULL) AS type, l.lanname AS language,
       f_n.nspname AS from_sql_schema, f.proname AS from_sql, t_n.nspname AS to_sql_schema, t.proname AS to_sql,
       d.description AS comment
FROM pg_transform o
JOIN pg_language l ON l.oid = o.trflang
LEFT JOIN pg_proc f ON f.oid = o.trffromsql
LEFT JOIN pg_namespace f_n ON f_n.oid = f.pronamespace
LEFT JOIN pg_proc t ON t.oid = o.trftosql
LEFT JOIN pg_namespace t_n ON t_n.oid = t.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_transform'::regclass AND d.objoid = o.oid
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_transform'::regclass AND e.objid = o.oid)
ORDER BY format_type(o.trftype, NULL), l.lanname
