-- CREATE EXTENSION sets the comment of the control file (extension.c, CreateExtensionInternal), which says nothing.
SELECT x.extname AS name, n.nspname AS schema, x.extversion AS version,
       CASE WHEN d.description IS DISTINCT FROM a.comment THEN d.description END AS comment
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_available_extensions() a ON a.name = x.extname
LEFT JOIN pg_description d ON d.classoid = 'pg_extension'::regclass AND d.objoid = x.oid
WHERE x.extname <> 'plpgsql'
ORDER BY x.extname
