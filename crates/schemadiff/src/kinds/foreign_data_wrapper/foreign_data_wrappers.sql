-- Secrets stay on the server.
SELECT o.fdwname AS name, h_n.nspname AS handler_schema, h.proname AS handler, v_n.nspname AS validator_schema, v.proname AS validator,
       (SELECT json_object_agg(t.option_name, t.option_value ORDER BY t.option_name) FROM pg_options_to_table(o.fdwoptions) t
        WHERE t.option_name !~* 'pass|pwd|secret|token|credential|private_key|api_key|apikey|access_key'
        AND t.option_value !~* 'password\s*=' AND t.option_value !~ '://[^/@ ]*:[^/@ ]*@') AS options,
       d.description AS comment
FROM pg_foreign_data_wrapper o
LEFT JOIN pg_proc h ON h.oid = o.fdwhandler
LEFT JOIN pg_namespace h_n ON h_n.oid = h.pronamespace
LEFT JOIN pg_proc v ON v.oid = o.fdwvalidator
LEFT JOIN pg_namespace v_n ON v_n.oid = v.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_foreign_data_wrapper'::regclass AND d.objoid = o.oid
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = o.oid)
ORDER BY o.fdwname
