-- Aggregates (prokind 'a') are another kind. Those that make values of a range are part of it (deptype 'i'). What COST and ROWS default to is in functioncmds.c, CreateFunction.
SELECT n.nspname AS schema, p.proname AS name, p.prokind AS kind, l.lanname AS language,
       pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS returns,
       p.prosrc AS source, p.probin AS file,
       CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_function_sqlbody(p.oid) END AS sql_body,
       p.provolatile AS volatility, p.proisstrict AS strict, p.prosecdef AS security_definer,
       p.proleakproof AS leakproof, p.proparallel AS parallel,
       CASE WHEN p.procost <> CASE WHEN l.lanname IN ('internal', 'c') THEN 1 ELSE 100 END THEN p.procost END AS cost,
       CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows END AS rows,
       CASE WHEN p.prosupport <> 0 THEN p.prosupport END AS support,
       to_json(p.proconfig) AS settings, d.description AS comment
FROM pg_proc p
JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_language l ON l.oid = p.prolang
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid
WHERE p.prokind IN ('f', 'p', 'w')
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE (e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                             OR e.deptype = 'i') AND e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
ORDER BY n.nspname, p.proname, arguments
