SELECT n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid) AS definition, to_json(c.reloptions) AS options,
       (SELECT json_object_agg((SELECT a.attname FROM pg_attribute a WHERE a.attrelid = f.adrelid AND a.attnum = f.adnum),
                               pg_get_expr(f.adbin, f.adrelid) ORDER BY f.adnum)
        FROM pg_attrdef f WHERE f.adrelid = c.oid) AS column_defaults,
       d.description AS comment, columns.comments AS column_comments
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN (
  SELECT x.objoid, json_object_agg((SELECT a.attname FROM pg_attribute a
           WHERE a.attrelid = x.objoid AND a.attnum = x.objsubid), x.description ORDER BY x.objsubid) AS comments
  FROM pg_description x JOIN pg_class v ON v.oid = x.objoid AND v.relkind = 'v'
  WHERE x.classoid = 'pg_class'::regclass AND x.objsubid > 0
  GROUP BY x.objoid
) columns ON columns.objoid = c.oid
WHERE c.relkind = 'v' AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname
