-- One row for each object that has an owner. A sequence that goes with a column has the owner of its table. Privileges of
-- roles that are gone have no name, and are left out.
WITH member AS MATERIALIZED (
  SELECT e.classid, e.objid FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
), namespace AS MATERIALIZED (
  SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
), object AS (
  SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'relation' END AS class, n.nspname AS schema, c.relname AS name,
         NULL::json AS arguments, c.relacl AS acl,
         c.relowner AS owner, c.relkind = 'S' AND EXISTS (
           SELECT FROM pg_depend o WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid
             AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')) AS follows
  FROM pg_class c JOIN namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't'
    AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'routine', n.nspname, p.proname,
         (SELECT COALESCE(json_agg(format_type(a.type, NULL) ORDER BY a.number), '[]')
          FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes) WITH ORDINALITY a (type, mode, number)
          WHERE a.mode IS NULL OR a.mode IN ('i', 'b', 'v') OR (a.mode = 'o' AND p.prokind = 'p')),
         p.proacl, p.proowner, false
  FROM pg_proc p JOIN namespace n ON n.oid = p.pronamespace
  WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'type', n.nspname, t.typname, NULL, t.typacl, t.typowner, false
  FROM pg_type t JOIN namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype IN ('d', 'e', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')
         OR (t.typtype = 'b' AND t.typsubscript <> 'array_subscript_handler'::regproc))
    AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'statistics', n.nspname, s.stxname, NULL, NULL::aclitem[], s.stxowner, false
  FROM pg_statistic_ext s JOIN namespace n ON n.oid = s.stxnamespace
  WHERE ('pg_statistic_ext'::regclass, s.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'schema', NULL, n.nspname, NULL, n.nspacl, n.nspowner, false
  FROM namespace n
  WHERE ('pg_namespace'::regclass, n.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'foreign server', NULL, s.srvname, NULL, s.srvacl, s.srvowner, false
  FROM pg_foreign_server s
  WHERE ('pg_foreign_server'::regclass, s.oid) NOT IN (SELECT classid, objid FROM member)
  UNION ALL
  SELECT 'foreign data wrapper', NULL, w.fdwname, NULL, w.fdwacl, w.fdwowner, false
  FROM pg_foreign_data_wrapper w
  WHERE ('pg_foreign_data_wrapper'::regclass, w.oid) NOT IN (SELECT classid, objid FROM member)
)
SELECT o.class, o.schema, o.name, o.arguments, pg_get_userbyid(o.owner) AS owner, o.follows,
       CASE WHEN o.acl IS NOT NULL THEN (
         SELECT COALESCE(json_agg(json_build_array(CASE WHEN x.grantee = 0 THEN 'public' ELSE r.rolname END,
                                                   x.privilege_type, x.is_grantable)), '[]')
         FROM aclexplode(o.acl) x LEFT JOIN pg_roles r ON r.oid = x.grantee WHERE x.grantee = 0 OR r.oid IS NOT NULL) END AS acl
FROM object o
ORDER BY o.class, o.schema, o.name, o.arguments::text
