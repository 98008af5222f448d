SELECT n.nspname AS schema, o.tmplname AS name,
       init_n.nspname AS init_schema, init_p.proname AS init,
       lexize_n.nspname AS lexize_schema, lexize_p.proname AS lexize,
       d.description AS comment
FROM pg_ts_template o
JOIN pg_namespace n ON n.oid = o.tmplnamespace
LEFT JOIN pg_proc init_p ON init_p.oid = o.tmplinit
LEFT JOIN pg_namespace init_n ON init_n.oid = init_p.pronamespace
JOIN pg_proc lexize_p ON lexize_p.oid = o.tmpllexize
JOIN pg_namespace lexize_n ON lexize_n.oid = lexize_p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_template'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_ts_template'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.tmplname
