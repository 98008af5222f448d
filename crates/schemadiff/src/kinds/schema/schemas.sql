-- initdb gives public a comment that nobody wrote.
SELECT n.nspname AS name,
       CASE WHEN n.nspname <> 'public' OR d.description <> 'standard public schema' THEN d.description END AS comment
FROM pg_namespace n
LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_namespace'::regclass AND e.objid = n.oid)
ORDER BY n.nspname
