-- The cast from a range to its multirange is part of the range (deptype 'i').
SELECT format_type(o.castsource, NULL) AS source, format_type(o.casttarget, NULL) AS target,
       o.castmethod AS method, o.castcontext AS context, n.nspname AS function_schema, p.proname AS function,
       (SELECT json_agg(format_type(t.oid, NULL) ORDER BY t.place)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS t(oid, place)) AS arguments,
       d.description AS comment
FROM pg_cast o
LEFT JOIN pg_proc p ON p.oid = o.castfunc
LEFT JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_cast'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE (e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                             OR e.deptype = 'i') AND e.classid = 'pg_cast'::regclass AND e.objid = o.oid)
ORDER BY source, target
