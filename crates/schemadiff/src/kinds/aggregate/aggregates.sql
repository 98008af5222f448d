-- Functions and types as text: with an empty search path both are qualified unless they are PostgreSQL's own.
SELECT n.nspname AS schema, p.proname AS name, pg_get_function_arguments(p.oid) AS arguments,
       a.aggkind AS kind, p.proparallel AS parallel,
       a.aggtransfn AS sfunc, format_type(a.aggtranstype, NULL) AS stype, a.aggtransspace AS sspace,
       CASE WHEN a.aggfinalfn <> 0 THEN a.aggfinalfn END AS finalfunc, a.aggfinalextra AS finalfunc_extra,
       a.aggfinalmodify AS finalfunc_modify, a.agginitval AS initcond,
       CASE WHEN a.aggmtransfn <> 0 THEN a.aggmtransfn END AS msfunc,
       CASE WHEN a.aggmtransfn <> 0 THEN a.aggminvtransfn END AS minvfunc,
       format_type(NULLIF(a.aggmtranstype, 0), NULL) AS mstype, a.aggmtransspace AS msspace,
       CASE WHEN a.aggmfinalfn <> 0 THEN a.aggmfinalfn END AS mfinalfunc, a.aggmfinalextra AS mfinalfunc_extra,
       a.aggmfinalmodify AS mfinalfunc_modify, a.aggminitval AS minitcond,
       CASE WHEN a.aggcombinefn <> 0 THEN a.aggcombinefn END AS combinefunc,
       CASE WHEN a.aggserialfn <> 0 THEN a.aggserialfn END AS serialfunc,
       CASE WHEN a.aggdeserialfn <> 0 THEN a.aggdeserialfn END AS deserialfunc,
       sn.nspname AS sortop_schema, s.oprname AS sortop, d.description AS comment
FROM pg_aggregate a
JOIN pg_proc p ON p.oid = a.aggfnoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_operator s ON s.oid = a.aggsortop
LEFT JOIN pg_namespace sn ON sn.oid = s.oprnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid
WHERE p.oid >= 16384
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE (e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                             OR e.deptype = 'i') AND e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
ORDER BY n.nspname, p.proname, arguments
