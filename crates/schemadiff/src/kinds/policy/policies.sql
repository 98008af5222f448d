-- Role 0 is PUBLIC. Roles that were dropped meanwhile are printed as numbers, as pg_get_userbyid does.
SELECT n.nspname AS schema, c.relname AS table, p.polname AS name, p.polpermissive AS permissive, p.polcmd AS command,
       (SELECT json_agg(CASE WHEN r.oid = 0 THEN 'public' ELSE pg_get_userbyid(r.oid) END) FROM unnest(p.polroles) r (oid)) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS check,
       d.description AS comment
FROM pg_policy p
JOIN pg_class c ON c.oid = p.polrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname, p.polname
