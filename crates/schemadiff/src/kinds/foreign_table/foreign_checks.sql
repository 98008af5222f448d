SELECT o.conrelid AS relation, o.conname AS name, o.convalidated AS validated, o.connoinherit AS no_inherit,
       o.conenforced AS enforced, -- since 18
       true AS enforced, -- before 18
       pg_get_expr(o.conbin, o.conrelid) AS expression, d.description AS comment
FROM pg_foreign_table f
JOIN pg_constraint o ON o.conrelid = f.ftrelid AND o.contype = 'c'
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = o.oid
ORDER BY o.conrelid, o.conname
