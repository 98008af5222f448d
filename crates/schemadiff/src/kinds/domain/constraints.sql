-- NOT NULL (contype 'n') is a constraint with a name since 17; before, pg_type.typnotnull is all there is.
SELECT con.contypid AS domain, con.conname AS name, con.contype AS type, con.convalidated AS validated,
       pg_get_expr(con.conbin, 0) AS expression, d.description AS comment
FROM pg_constraint con
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid
WHERE con.contypid >= 16384 AND con.contype IN ('c', 'n')
ORDER BY con.contypid, con.conname
