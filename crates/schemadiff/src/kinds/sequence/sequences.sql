-- A dependency of type 'a' is OWNED BY; one of type 'i' ties a sequence to an identity column, whose part it is
-- (sequence.c, process_owned_by). One query serves both: sequences and the identity columns of tables.
SELECT n.nspname AS schema, c.relname AS name,
       format_type(s.seqtypid, NULL) AS type, s.seqstart AS start, s.seqincrement AS increment,
       s.seqmin AS min, s.seqmax AS max, s.seqcache AS cache, s.seqcycle AS cycle,
       o.deptype AS ownership, o.refobjid AS owner_relation, tn.nspname AS owner_schema, t.relname AS owner_table,
       CASE WHEN o.refobjid IS NOT NULL THEN (SELECT a.attname FROM pg_attribute a
         WHERE a.attrelid = o.refobjid AND a.attnum = o.refobjsubid) END AS owner_column,
       CASE WHEN c.relpersistence <> COALESCE(t.relpersistence, 'p') THEN c.relpersistence END AS persistence, -- since 15
       NULL AS persistence, -- before 15
       d.description AS comment
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid
  AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
LEFT JOIN pg_class t ON t.oid = o.refobjid
LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
WHERE c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname
