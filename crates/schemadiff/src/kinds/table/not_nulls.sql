-- Since 18 NOT NULL is a constraint. Only those of which there is something to say are read: before 18 there is none. What a
-- partition or a table that inherits has from above is that one's. Hashed sub-selects find the few that are left before
-- anything is joined: planned as joins, every constraint costs an index scan or two.
SELECT con.conrelid AS relation, con.conkey[1] AS number, con.conname AS name, con.connoinherit AS no_inherit,
       con.convalidated AS validated, d.description AS comment
FROM (
  SELECT con.*
  FROM pg_constraint con
  WHERE con.contype = 'n' AND con.conrelid >= 16384 AND con.conislocal
    AND (con.connoinherit OR NOT con.convalidated
         OR con.oid IN (SELECT d.objoid FROM pg_description d WHERE d.classoid = 'pg_constraint'::regclass)
         OR (con.conrelid, con.conkey[1], con.conname::text) NOT IN (
           SELECT a.attrelid, a.attnum, c.relname || '_' || a.attname || '_not_null'
           FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
           WHERE a.attnotnull AND a.attnum > 0 AND a.attrelid >= 16384))
  OFFSET 0
) con
JOIN pg_class c ON c.oid = con.conrelid AND c.relkind IN ('r', 'p') AND NOT c.relispartition
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid
ORDER BY con.conrelid, con.conkey[1]
