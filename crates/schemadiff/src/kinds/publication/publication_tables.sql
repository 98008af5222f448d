-- Without a list of columns, prattrs is null, and columns that come later are published too.
SELECT p.pubname AS publication, n.nspname AS schema, c.relname AS table,
       (SELECT json_agg(a.attname ORDER BY a.attname) FROM pg_attribute a -- since 15
        WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) AS columns, -- since 15
       pg_get_expr(r.prqual, r.prrelid) AS filter -- since 15
       NULL AS columns, NULL AS filter -- before 15
FROM pg_publication_rel r
JOIN pg_publication p ON p.oid = r.prpubid
JOIN pg_class c ON c.oid = r.prrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY p.pubname, n.nspname, c.relname
