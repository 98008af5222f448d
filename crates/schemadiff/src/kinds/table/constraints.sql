-- A partition's copies of its parent's constraints have conparentid (keys, foreign keys) or are not local (checks). A check
-- that a table inherits is its parent's; one that is merged with the table's own is told.
-- The text is asked for where columns do not say it (exclusions) or number columns that are not read (of partitions).
SELECT con.conrelid AS relation, con.conname AS name, con.contype AS type,
       con.condeferrable AS deferrable, con.condeferred AS deferred, con.convalidated AS validated,
       con.conenforced AS enforced, -- since 18
       true AS enforced, -- before 18
       con.conperiod AS period, -- since 18
       false AS period, -- before 18
       con.contype = 'c' AND con.coninhcount > 0 AND NOT c.relispartition AS merged,
       con.connoinherit AS no_inherit, con.conkey AS columns,
       CASE WHEN con.contype = 'c' THEN pg_get_expr(con.conbin, con.conrelid) END AS expression,
       CASE WHEN con.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN i.indkey END AS index_columns,
       i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
       false AS nulls_not_distinct, -- before 15
       con.confrelid AS foreign_relation, rn.nspname AS foreign_schema, r.relname AS foreign_table,
       con.confkey AS foreign_columns,
       con.confmatchtype AS match, con.confupdtype AS on_update, con.confdeltype AS on_delete,
       con.confdelsetcols AS on_delete_columns, -- since 15
       NULL AS on_delete_columns, -- before 15
       CASE WHEN con.contype = 'x' OR (con.contype <> 'c' AND (c.relispartition OR r.relispartition))
         THEN pg_get_constraintdef(con.oid) END AS definition,
       to_json(ip.reloptions) AS index_parameters, ts.spcname AS index_tablespace, d.description AS comment,
       xd.description AS index_comment
FROM pg_constraint con
JOIN pg_class c ON c.oid = con.conrelid
LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u')
LEFT JOIN pg_class r ON r.oid = con.confrelid
LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
-- Few indexes have parameters, a tablespace or a comment.
LEFT JOIN (SELECT p.oid, p.reloptions, p.reltablespace FROM pg_class p
           WHERE p.relkind IN ('i', 'I') AND (p.reloptions IS NOT NULL OR p.reltablespace <> 0)) ip ON ip.oid = con.conindid
  AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_tablespace ts ON ts.oid = ip.reltablespace
LEFT JOIN pg_description xd ON xd.classoid = 'pg_class'::regclass AND xd.objoid = con.conindid AND xd.objsubid = 0
  AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid
WHERE con.contype IN ('p', 'u', 'f', 'c', 'x') AND con.conparentid = 0 AND (con.conislocal OR con.coninhcount = 0)
  AND con.conrelid >= 16384
ORDER BY con.conrelid, con.conname
