-- Privileges of roles that are gone have no name, and are left out.
SELECT pg_get_userbyid(o.defaclrole) AS role, n.nspname AS schema, o.defaclobjtype AS type,
       (SELECT COALESCE(json_agg(json_build_array(CASE WHEN x.grantee = 0 THEN 'public' ELSE r.rolname END,
                                                  x.privilege_type, x.is_grantable)), '[]')
        FROM aclexplode(o.defaclacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE x.grantee = 0 OR r.oid IS NOT NULL) AS acl
FROM pg_default_acl o LEFT JOIN pg_namespace n ON n.oid = o.defaclnamespace
ORDER BY 1, 2 NULLS FIRST, 3
