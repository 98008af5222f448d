-- Those of families of ours, and those that classes of ours bring to families of somebody else's.
SELECT fn.nspname AS schema, f.opfname AS name, am.amname AS method, m.number, m.is_function,
       format_type(m.left_type, NULL) AS left_type, format_type(m.right_type, NULL) AS right_type,
       COALESCE(opn.nspname, pn.nspname) AS member_schema, COALESCE(o.oprname, p.proname) AS member,
       sn.nspname AS sort_schema, s.opfname AS sort_family,
       (SELECT json_agg(format_type(a.type, NULL) ORDER BY a.position)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, position)) AS arguments
FROM (
  SELECT amopfamily AS family, amopstrategy AS number, false AS is_function, amoplefttype AS left_type,
         amoprighttype AS right_type, amopopr AS operator, 0::oid AS function, amopsortfamily AS sort_family
  FROM pg_amop WHERE oid >= 16384
  UNION ALL
  SELECT amprocfamily, amprocnum, true, amproclefttype, amprocrighttype, 0, amproc::oid, 0 FROM pg_amproc WHERE oid >= 16384
) m
JOIN pg_opfamily f ON f.oid = m.family
JOIN pg_namespace fn ON fn.oid = f.opfnamespace
JOIN pg_am am ON am.oid = f.opfmethod
LEFT JOIN pg_operator o ON o.oid = m.operator
LEFT JOIN pg_namespace opn ON opn.oid = o.oprnamespace
LEFT JOIN pg_proc p ON p.oid = m.function
LEFT JOIN pg_namespace pn ON pn.oid = p.pronamespace
LEFT JOIN pg_opfamily s ON s.oid = m.sort_family AND m.sort_family <> 0
LEFT JOIN pg_namespace sn ON sn.oid = s.opfnamespace
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid)
ORDER BY fn.nspname, f.opfname, am.amname, m.is_function, left_type, right_type, m.number
