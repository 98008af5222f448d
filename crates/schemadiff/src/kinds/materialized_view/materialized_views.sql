SELECT c.oid, n.nspname AS schema, c.relname AS name, pg_get_viewdef(c.oid) AS definition, to_json(c.reloptions) AS parameters,
       to_json(toast.reloptions) AS toast_parameters,
       ts.spcname AS tablespace, am.amname AS access_method, c.relreplident AS replica_identity,
       marks.clustered, marks.identity_index,
       c.relispopulated AS populated, d.description AS comment, columns.comments AS column_comments
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN (
  SELECT x.indrelid, max(ic.relname) FILTER (WHERE x.indisclustered) AS clustered,
         max(ic.relname) FILTER (WHERE x.indisreplident) AS identity_index
  FROM pg_index x JOIN pg_class ic ON ic.oid = x.indexrelid
  WHERE (x.indisclustered OR x.indisreplident) AND x.indrelid >= 16384
  GROUP BY x.indrelid
) marks ON marks.indrelid = c.oid
LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
LEFT JOIN pg_am am ON am.oid = c.relam AND am.amname <> 'heap'
LEFT JOIN pg_class toast ON toast.oid = c.reltoastrelid AND toast.reloptions IS NOT NULL
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN (
  SELECT x.objoid, json_object_agg((SELECT a.attname FROM pg_attribute a
           WHERE a.attrelid = x.objoid AND a.attnum = x.objsubid), x.description ORDER BY x.objsubid) AS comments
  FROM pg_description x JOIN pg_class v ON v.oid = x.objoid AND v.relkind = 'm'
  WHERE x.classoid = 'pg_class'::regclass AND x.objsubid > 0
  GROUP BY x.objoid
) columns ON columns.objoid = c.oid
WHERE c.relkind = 'm' AND c.relpersistence <> 't'
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_class'::regclass AND e.objid = c.oid)
ORDER BY n.nspname, c.relname
