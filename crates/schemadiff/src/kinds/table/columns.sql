-- By far the most rows: no names of tables, no sort by names, no join that a rare case alone needs. Which of the tables
-- are ours is known from their own section; columns of materialized views are here because indexes number them.
-- A partition's columns are its parent's. Only generated columns refer to others: without a relation pg_get_expr is
-- faster. 100 is the collation "default" (pg_collation.dat), that of all but a few types.
SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
       a.atttypid AS type_oid, a.attcollation AS collation_oid,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation NOT IN (0, 100) AND a.attcollation <> (SELECT t.typcollation FROM pg_type t
         WHERE t.oid = a.atttypid) THEN a.attcollation::regcollation END AS collation,
       a.attnotnull AS not_null, a.attidentity AS identity, a.attgenerated AS generated,
       pg_get_expr(df.adbin, CASE WHEN a.attgenerated = '' THEN 0 ELSE df.adrelid END) AS default,
       d.description AS comment
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't' AND NOT c.relispartition AND c.oid >= 16384
  AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
