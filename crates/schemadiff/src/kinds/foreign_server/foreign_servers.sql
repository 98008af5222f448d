-- Secrets stay on the server.
SELECT o.srvname AS name, o.srvtype AS type, o.srvversion AS version, w.fdwname AS wrapper,
       (SELECT json_object_agg(t.option_name, t.option_value ORDER BY t.option_name) FROM pg_options_to_table(o.srvoptions) t
        WHERE t.option_name !~* 'pass|pwd|secret|token|credential|private_key|api_key|apikey|access_key'
        AND t.option_value !~* 'password\s*=' AND t.option_value !~ '://[^/@ ]*:[^/@ ]*@') AS options,
       d.description AS comment
FROM pg_foreign_server o
JOIN pg_foreign_data_wrapper w ON w.oid = o.srvfdw
LEFT JOIN pg_description d ON d.classoid = 'pg_foreign_server'::regclass AND d.objoid = o.oid
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_foreign_server'::regclass AND e.objid = o.oid)
ORDER BY o.srvname
