-- The column of the locale is colliculocale in 15 and 16 and colllocale since 17; before, collcollate has it.
SELECT n.nspname AS schema, o.collname AS name, o.collprovider AS provider,
       o.collisdeterministic AS deterministic, o.collcollate AS lc_collate, o.collctype AS lc_ctype,
       COALESCE(to_jsonb(o) ->> 'colllocale', to_jsonb(o) ->> 'colliculocale') AS locale,
       to_jsonb(o) ->> 'collicurules' AS rules, d.description AS comment
FROM pg_collation o
JOIN pg_namespace n ON n.oid = o.collnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_collation'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_collation'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.collname
