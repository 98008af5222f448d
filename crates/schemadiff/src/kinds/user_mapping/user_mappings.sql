-- The view shows the options to those who may use them (system_views.sql); to others they are not known, which is not the
-- same as that there are none. Secrets stay on the server.
SELECT o.srvname AS server, o.usename AS user,
       CASE WHEN (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)
              OR (o.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE'))
              OR (o.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')))
            THEN COALESCE((SELECT json_object_agg(t.option_name, t.option_value ORDER BY t.option_name) FROM pg_options_to_table(o.umoptions) t
              WHERE t.option_name !~* 'pass|pwd|secret|token|credential|private_key|api_key|apikey|access_key'
              AND t.option_value !~* 'password\s*=' AND t.option_value !~ '://[^/@ ]*:[^/@ ]*@')::text, '{}') END AS options
FROM pg_user_mappings o
JOIN pg_foreign_server s ON s.oid = o.srvid
WHERE o.usename IS NOT NULL AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid)
ORDER BY o.srvname, o.usename
