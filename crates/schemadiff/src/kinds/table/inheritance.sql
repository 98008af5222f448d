-- Traditional inheritance, parents in their order; partitions have their parent in the section `tables`.
SELECT i.inhrelid AS relation, n.nspname AS parent_schema, p.relname AS parent
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid AND c.relkind = 'r' AND NOT c.relispartition
JOIN pg_class p ON p.oid = i.inhparent AND p.relkind = 'r'
JOIN pg_namespace n ON n.oid = p.relnamespace
ORDER BY i.inhrelid, i.inhseqno
