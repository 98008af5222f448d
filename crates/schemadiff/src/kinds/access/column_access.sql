SELECT n.nspname AS schema, c.relname AS name, a.attname AS column,
       (SELECT COALESCE(json_agg(json_build_array(CASE WHEN x.grantee = 0 THEN 'public' ELSE r.rolname END,
                                                  x.privilege_type, x.is_grantable)), '[]')
        FROM aclexplode(a.attacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE x.grantee = 0 OR r.oid IS NOT NULL) AS acl
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname, a.attnum
