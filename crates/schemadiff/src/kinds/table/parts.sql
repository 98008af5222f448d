-- Indexes that partitions have because their parents have them: the names alone, which nothing else tells.
SELECT x.indrelid AS relation, above.relname AS above, ic.relname AS name
FROM pg_class ic
JOIN pg_inherits h ON h.inhrelid = ic.oid
JOIN pg_class above ON above.oid = h.inhparent
JOIN pg_index x ON x.indexrelid = ic.oid
WHERE ic.relkind IN ('i', 'I') AND ic.relispartition
ORDER BY x.indrelid, above.relname
