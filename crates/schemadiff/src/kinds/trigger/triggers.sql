-- The text is asked for where columns do not say it: WHEN refers to OLD and NEW, which pg_get_expr refuses; arguments
-- are bytes in the server's encoding; UPDATE OF numbers columns. A trigger with tgparentid is a copy of the parent
-- table's.
SELECT n.nspname AS schema, c.relname AS table, t.tgname AS name, t.tgtype AS type, t.tgenabled AS enabled,
       CASE WHEN t.tgqual IS NOT NULL OR t.tgnargs > 0 OR t.tgattr <> ''::int2vector
         THEN pg_get_triggerdef(t.oid) END AS definition,
       pn.nspname AS function_schema, p.proname AS function,
       t.tgconstraint <> 0 AS is_constraint, t.tgdeferrable AS deferrable, t.tginitdeferred AS initially_deferred,
       fn.nspname AS from_schema, f.relname AS from_table,
       t.tgoldtable AS old_table, t.tgnewtable AS new_table, d.description AS comment
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace pn ON pn.oid = p.pronamespace
LEFT JOIN pg_class f ON f.oid = t.tgconstrrelid
LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid
WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND c.relpersistence <> 't'
  AND (c.relkind IN ('r', 'p', 'v') OR c.relkind = 'f' AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid))
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname, t.tgname
