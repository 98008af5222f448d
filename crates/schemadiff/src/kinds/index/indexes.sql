-- Left out: indexes behind constraints, and those attached to an index of the parent table (relispartition).
-- The text of the whole definition is asked for only where columns do not say it, or number columns that are not read:
-- on partitions; with several expressions, which pg_get_expr would join by commas; with an expression and a collation,
-- which may be the expression's own; with parameters of an operator class, which btree and hash never have.
SELECT n.nspname AS schema, x.name, x.relation, x.table, am.amname AS method, x.unique, x.valid, x.nulls_not_distinct,
       x.key_count, x.columns, x.classes, x.options, x.collations,
       CASE WHEN x.collated THEN to_json(x.collations::oid[]::regcollation[]::text[]) END AS collation_names,
       CASE WHEN NOT x.by_text THEN pg_get_expr(x.indexprs, x.relation) END AS expression,
       CASE WHEN NOT x.by_text THEN pg_get_expr(x.indpred, x.relation) END AS predicate,
       CASE WHEN x.by_text THEN pg_get_indexdef(x.oid) END AS definition,
       to_json(x.parameters) AS parameters, x.oid, ts.spcname AS tablespace, d.description AS comment
FROM (
  SELECT i.indexrelid AS oid, ic.relname AS name, i.indrelid AS relation, c.relname AS table, c.relnamespace, ic.relam,
         i.indisunique AS unique, i.indisvalid AS valid,
         i.indnullsnotdistinct AS nulls_not_distinct, -- since 15
         false AS nulls_not_distinct, -- before 15
         i.indnkeyatts AS key_count, i.indkey AS columns, i.indclass AS classes, i.indoption AS options,
         i.indcollation AS collations, NOT i.indcollation::oid[] <@ '{0,100}' AS collated,
         i.indexprs, i.indpred, ic.reloptions AS parameters, ic.reltablespace,
         c.relispartition
         OR (i.indexprs IS NOT NULL AND (cardinality(array_positions(i.indkey::int2[], 0::int2)) > 1
                                         OR NOT i.indcollation::oid[] <@ '{0,100}'))
         OR (ic.relam NOT IN (SELECT am.oid FROM pg_am am WHERE am.amname IN ('btree', 'hash'))
             AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attoptions IS NOT NULL)) AS by_text
  FROM pg_index i
  JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_class c ON c.oid = i.indrelid
  WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND NOT ic.relispartition AND i.indrelid >= 16384
    AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                              AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
) x
JOIN pg_namespace n ON n.oid = x.relnamespace
JOIN pg_am am ON am.oid = x.relam
LEFT JOIN pg_tablespace ts ON ts.oid = x.reltablespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = x.oid
WHERE n.nspname NOT IN ('information_schema', 'schemadiff')
ORDER BY n.nspname, x.name
