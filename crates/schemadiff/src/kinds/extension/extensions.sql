-- CREATE EXTENSION sets the comment of the control file (extension.c, CreateExtensionInternal), and pg_dump prints it
-- like any other.
SELECT x.extname AS name, n.nspname AS schema, x.extversion AS version, d.description AS comment
FROM pg_extension x
JOIN pg_namespace n ON n.oid = x.extnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_extension'::regclass AND d.objoid = x.oid
WHERE x.extname <> 'plpgsql'
ORDER BY x.extname
