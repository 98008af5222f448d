-- Only partitions have a parent here: the children of ordinary inheritance (relispartition false) are read as tables.
SELECT c.oid, n.nspname AS schema, c.relname AS name, c.relpersistence AS persistence,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
       to_json(c.reloptions) AS parameters, to_json(toast.reloptions) AS toast_parameters,
       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_by,
       ts.spcname AS tablespace, am.amname AS access_method, c.relreplident AS replica_identity,
       marks.clustered, marks.identity_index,
       ofn.nspname AS of_schema, oft.typname AS of_type,
       pn.nspname AS parent_schema, parent.relname AS parent, CASE WHEN i.inhdetachpending THEN 't' END AS detaching,
       CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound, d.description AS comment
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_class parent ON parent.oid = i.inhparent
LEFT JOIN pg_namespace pn ON pn.oid = parent.relnamespace
-- Few tables have any of this.
LEFT JOIN (
  SELECT x.indrelid, max(ic.relname) FILTER (WHERE x.indisclustered) AS clustered,
         max(ic.relname) FILTER (WHERE x.indisreplident) AS identity_index
  FROM pg_index x JOIN pg_class ic ON ic.oid = x.indexrelid
  WHERE (x.indisclustered OR x.indisreplident) AND x.indrelid >= 16384
  GROUP BY x.indrelid
) marks ON marks.indrelid = c.oid
LEFT JOIN pg_type oft ON oft.oid = c.reloftype AND c.reloftype <> 0
LEFT JOIN pg_namespace ofn ON ofn.oid = oft.typnamespace
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap'
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname
