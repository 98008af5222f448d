-- 100 is the collation "default" (pg_collation.dat), that of all but a few types.
SELECT a.attrelid AS relation, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN a.attcollation NOT IN (0, 100) AND a.attcollation <> (SELECT t.typcollation FROM pg_type t
         WHERE t.oid = a.atttypid) THEN a.attcollation::regcollation END AS collation,
       a.attnotnull AS not_null, a.attgenerated AS generated, pg_get_expr(df.adbin, df.adrelid) AS default,
       (SELECT json_object_agg(t.option_name, t.option_value ORDER BY t.option_name) FROM pg_options_to_table(a.attfdwoptions) t)
         AS options,
       d.description AS comment
FROM pg_foreign_table f
JOIN pg_attribute a ON a.attrelid = f.ftrelid
LEFT JOIN pg_attrdef df ON df.adrelid = a.attrelid AND df.adnum = a.attnum
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
