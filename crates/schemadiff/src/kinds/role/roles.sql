-- Roles are of the whole server; passwords are nobody's business. PostgreSQL's own (pg_*) cannot be altered. Who granted a
-- membership does not count.
SELECT r.rolname AS name, r.rolsuper AS superuser, r.rolinherit AS inherit, r.rolcreaterole AS createrole,
       r.rolcreatedb AS createdb, r.rolcanlogin AS login, r.rolreplication AS replication, r.rolbypassrls AS bypassrls,
       r.rolconnlimit AS connection_limit, r.rolvaliduntil::text AS valid_until,
       (SELECT json_agg(json_build_array(m.name, m.admin, m.inherit, m.set) ORDER BY m.name) FROM (
          SELECT g.rolname AS name, bool_or(a.admin_option) AS admin,
                 bool_or(a.inherit_option) AS inherit, bool_or(a.set_option) AS set -- since 16
                 NULL::boolean AS inherit, NULL::boolean AS set -- before 16
          FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid WHERE a.member = r.oid GROUP BY g.rolname) m) AS memberships,
       (SELECT to_json(s.setconfig) FROM pg_db_role_setting s WHERE s.setrole = r.oid AND s.setdatabase = 0) AS settings,
       d.description AS comment
FROM pg_roles r
LEFT JOIN pg_shdescription d ON d.classoid = 'pg_authid'::regclass AND d.objoid = r.oid
WHERE r.rolname !~ '^pg_'
ORDER BY r.rolname
