-- Kinds are d, f, m and, where there are expressions, e (src/include/catalog/pg_statistic_ext.h). Without a target of its
-- own stxstattarget is -1, and null since 17.
SELECT sn.nspname AS schema, s.stxname AS name, n.nspname AS table_schema, c.relname AS table,
       s.stxkind::text[] AS kinds,
       (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys::int2[])) AS columns,
       CASE WHEN s.stxexprs IS NOT NULL THEN to_json(pg_get_statisticsobjdef_expressions(s.oid)) END AS expressions,
       NULLIF(s.stxstattarget, -1) AS target, d.description AS comment
FROM pg_statistic_ext s
JOIN pg_namespace sn ON sn.oid = s.stxnamespace
JOIN pg_class c ON c.oid = s.stxrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid
WHERE c.relpersistence <> 't' AND sn.nspname !~ '^pg_' AND sn.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid)
ORDER BY sn.nspname, s.stxname
