SELECT p.pubname AS name, p.puballtables AS all_tables, p.pubinsert AS insert, p.pubupdate AS update, p.pubdelete AS delete,
       p.pubtruncate AS truncate, p.pubviaroot AS via_partition_root,
       p.pubgencols = 's' AS generated_columns, -- since 18
       false AS generated_columns, -- before 18
       (SELECT json_agg(n.nspname ORDER BY n.nspname) FROM pg_publication_namespace m -- since 15
        JOIN pg_namespace n ON n.oid = m.pnnspid WHERE m.pnpubid = p.oid) AS schemas, -- since 15
       NULL AS schemas, -- before 15
       d.description AS comment
FROM pg_publication p
LEFT JOIN pg_description d ON d.classoid = 'pg_publication'::regclass AND d.objoid = p.oid
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_publication'::regclass AND e.objid = p.oid)
ORDER BY p.pubname
