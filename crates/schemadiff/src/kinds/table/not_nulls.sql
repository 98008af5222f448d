-- Since 18 NOT NULL is a constraint. Only those of which there is something to say are read: before 18 there is none. What a
-- partition or a table that inherits has from above is that one's.
SELECT con.conrelid AS relation, con.conkey[1] AS number, con.conname AS name, con.connoinherit AS no_inherit,
       con.convalidated AS validated, d.description AS comment
FROM pg_constraint con
JOIN pg_class c ON c.oid = con.conrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid
WHERE con.contype = 'n' AND con.conrelid >= 16384 AND con.conislocal
  AND (con.conname <> c.relname || '_' || a.attname || '_not_null' OR con.connoinherit OR NOT con.convalidated
       OR d.description IS NOT NULL)
ORDER BY con.conrelid, con.conkey[1]
