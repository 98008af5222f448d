SELECT o.oid, am.amname AS method, NULLIF(n.nspname, 'pg_catalog') AS schema, o.opcname AS name,
       o.opcdefault AS is_default, o.opcintype AS type_oid
FROM pg_opclass o
JOIN pg_am am ON am.oid = o.opcmethod
JOIN pg_namespace n ON n.oid = o.opcnamespace
ORDER BY am.amname, n.nspname, o.opcname, o.oid
