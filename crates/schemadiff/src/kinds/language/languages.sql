-- The languages that initdb makes, and plpgsql, which is an extension's, are no business of a model.
SELECT o.lanname AS name, o.lanpltrusted AS trusted, h_n.nspname AS handler_schema, h.proname AS handler,
       i_n.nspname AS inline_schema, i.proname AS inline, v_n.nspname AS validator_schema, v.proname AS validator,
       d.description AS comment
FROM pg_language o
JOIN pg_proc h ON h.oid = o.lanplcallfoid
JOIN pg_namespace h_n ON h_n.oid = h.pronamespace
LEFT JOIN pg_proc i ON i.oid = o.laninline
LEFT JOIN pg_namespace i_n ON i_n.oid = i.pronamespace
LEFT JOIN pg_proc v ON v.oid = o.lanvalidator
LEFT JOIN pg_namespace v_n ON v_n.oid = v.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_language'::regclass AND d.objoid = o.oid
WHERE o.lanispl AND o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_language'::regclass AND e.objid = o.oid)
ORDER BY o.lanname
