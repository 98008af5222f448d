SELECT n.nspname AS schema, t.typname AS name, v.labels AS values, d.description AS comment
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN (SELECT e.enumtypid, json_agg(e.enumlabel ORDER BY e.enumsortorder) AS labels
           FROM pg_enum e GROUP BY e.enumtypid) v ON v.enumtypid = t.oid
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid
WHERE t.typtype = 'e'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_type'::regclass AND e.objid = t.oid)
ORDER BY n.nspname, t.typname
