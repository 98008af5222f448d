-- Almost no column has anything of this: the sub-select finds those that do before anything is joined. Only what has no
-- fixed length can be stored in another way than its type says. -1 is no target before 17, null since (pg_attribute.h).
SELECT a.attrelid AS relation, a.attnum AS number, a.attname AS name,
       CASE a.storage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics, to_json(a.attoptions) AS options
FROM (
  SELECT a.attrelid, a.attnum, a.attname, a.attcompression, a.attstattarget, a.attoptions,
         CASE WHEN a.attlen = -1 AND (a.atttypid, a.attstorage) NOT IN (SELECT t.oid, t.typstorage FROM pg_type t)
           THEN a.attstorage END AS storage
  FROM pg_attribute a
  WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
    AND (a.attcompression <> '' OR a.attstattarget >= 0 OR a.attoptions IS NOT NULL
         OR (a.attlen = -1 AND (a.atttypid, a.attstorage) NOT IN (SELECT t.oid, t.typstorage FROM pg_type t)))
  OFFSET 0
) a
JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind IN ('r', 'p', 'm', 'f', 'i', 'I') AND c.relpersistence <> 't'
ORDER BY a.attrelid, a.attnum
