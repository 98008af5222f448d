-- Estimated size of every user relation that has storage (pg_class.reltuples is -1 before the first ANALYZE). ANALYZE of
-- a partitioned table sets its relpages to -1 (do_analyze_rel() in src/backend/commands/analyze.c).
SELECT n.nspname AS schema, c.relname AS name, c.reltuples::bigint AS rows,
       greatest(c.relpages, 0)::bigint * current_setting('block_size')::bigint AS bytes
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'p', 'i') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
ORDER BY 1, 2
