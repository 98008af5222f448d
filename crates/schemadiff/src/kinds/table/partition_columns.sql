-- Columns of partitions are their parents'; comments are their own, and so may be default and NOT NULL.
SELECT a.attrelid AS relation, a.attname AS name, d.description AS comment, a.attnotnull AND NOT pa.attnotnull AS not_null,
       CASE WHEN a.attgenerated = '' AND pg_get_expr(df.adbin, df.adrelid) IS DISTINCT FROM pg_get_expr(pdf.adbin, pdf.adrelid)
         THEN COALESCE(pg_get_expr(df.adbin, df.adrelid), 'NULL') END AS default
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition AND c.relkind IN ('r', 'p')
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname AND pa.attnum > 0 AND NOT pa.attisdropped
LEFT JOIN pg_attrdef df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
LEFT JOIN pg_attrdef pdf ON pdf.adrelid = pa.attrelid AND pdf.adnum = pa.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE d.description IS NOT NULL OR (a.attnotnull AND NOT pa.attnotnull)
  OR ((df.oid IS NOT NULL OR pdf.oid IS NOT NULL) AND a.attgenerated = ''
      AND pg_get_expr(df.adbin, df.adrelid) IS DISTINCT FROM pg_get_expr(pdf.adbin, pdf.adrelid))
ORDER BY a.attrelid, a.attname
