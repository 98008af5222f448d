-- Those that initdb makes and those of extensions are no business of a model.
SELECT o.amname AS name, o.amtype AS type, n.nspname AS handler_schema, h.proname AS handler, d.description AS comment
FROM pg_am o
JOIN pg_proc h ON h.oid = o.amhandler
JOIN pg_namespace n ON n.oid = h.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_am'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_am'::regclass AND e.objid = o.oid)
ORDER BY o.amname
