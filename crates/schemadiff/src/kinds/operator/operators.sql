-- One without a function is a shell that another operator's COMMUTATOR or NEGATOR made.
SELECT n.nspname AS schema, o.oprname AS name, format_type(NULLIF(o.oprleft, 0), NULL) AS left_type,
       format_type(o.oprright, NULL) AS right_type, o.oprcode AS function,
       cn.nspname AS commutator_schema, c.oprname AS commutator, gn.nspname AS negator_schema, g.oprname AS negator,
       CASE WHEN o.oprrest <> 0 THEN o.oprrest END AS restrict, CASE WHEN o.oprjoin <> 0 THEN o.oprjoin END AS join,
       o.oprcanhash AS hashes, o.oprcanmerge AS merges, d.description AS comment
FROM pg_operator o
JOIN pg_namespace n ON n.oid = o.oprnamespace
LEFT JOIN pg_operator c ON c.oid = o.oprcom
LEFT JOIN pg_namespace cn ON cn.oid = c.oprnamespace
LEFT JOIN pg_operator g ON g.oid = o.oprnegate
LEFT JOIN pg_namespace gn ON gn.oid = g.oprnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_operator'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND o.oprcode <> 0
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_operator'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.oprname, left_type, right_type
