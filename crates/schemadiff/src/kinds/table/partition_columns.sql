-- Columns of partitions are their parents'; comments are their own.
SELECT d.objoid AS relation, a.attname AS name, d.description AS comment
FROM pg_description d
JOIN pg_class c ON c.oid = d.objoid AND c.relispartition AND c.relkind IN ('r', 'p')
JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
WHERE d.classoid = 'pg_class'::regclass AND d.objsubid > 0
ORDER BY d.objoid, a.attname
