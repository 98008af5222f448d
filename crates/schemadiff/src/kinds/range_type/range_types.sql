-- A multirange type belongs to its range. An operator class that is the default one needs no mention.
SELECT n.nspname AS schema, t.typname AS name, format_type(r.rngsubtype, NULL) AS subtype,
       CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation END AS collation,
       CASE WHEN NOT o.opcdefault THEN opn.nspname END AS operator_class_schema,
       CASE WHEN NOT o.opcdefault THEN o.opcname END AS operator_class,
       CASE WHEN r.rngcanonical <> 0 THEN cn.nspname END AS canonical_schema, c.proname AS canonical,
       CASE WHEN r.rngsubdiff <> 0 THEN fn.nspname END AS subtype_diff_schema, f.proname AS subtype_diff,
       mn.nspname AS multirange_schema, m.typname AS multirange, d.description AS comment
FROM pg_range r
JOIN pg_type t ON t.oid = r.rngtypid
JOIN pg_namespace n ON n.oid = t.typnamespace
JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_type m ON m.oid = r.rngmultitypid
JOIN pg_namespace mn ON mn.oid = m.typnamespace
JOIN pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_namespace opn ON opn.oid = o.opcnamespace
LEFT JOIN pg_proc c ON c.oid = r.rngcanonical
LEFT JOIN pg_namespace cn ON cn.oid = c.pronamespace
LEFT JOIN pg_proc f ON f.oid = r.rngsubdiff
LEFT JOIN pg_namespace fn ON fn.oid = f.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_type'::regclass AND e.objid = t.oid)
ORDER BY n.nspname, t.typname
