-- The columns that tables have from those that they inherit from.
SELECT a.attrelid AS relation, a.attname AS name, a.attislocal AS local
FROM pg_attribute a
WHERE a.attrelid IN (SELECT i.inhrelid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     AND c.relkind = 'r' AND NOT c.relispartition)
  AND a.attinhcount > 0 AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attname
