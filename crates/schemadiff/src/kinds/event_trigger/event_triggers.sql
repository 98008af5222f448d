SELECT t.evtname AS name, t.evtevent AS event, n.nspname AS function_schema, p.proname AS function,
       array_to_json(t.evttags) AS tags, t.evtenabled AS enabled, d.description AS comment
FROM pg_event_trigger t
JOIN pg_proc p ON p.oid = t.evtfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_event_trigger'::regclass AND d.objoid = t.oid
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid)
ORDER BY t.evtname
