-- Types of tokens have numbers in the catalog; their parser names them.
SELECT n.nspname AS schema, o.cfgname AS configuration, t.alias AS token, d_n.nspname AS dictionary_schema, d.dictname AS dictionary
FROM pg_ts_config o
JOIN pg_namespace n ON n.oid = o.cfgnamespace
CROSS JOIN LATERAL ts_token_type(o.cfgparser) t
JOIN pg_ts_config_map m ON m.mapcfg = o.oid AND m.maptokentype = t.tokid
JOIN pg_ts_dict d ON d.oid = m.mapdict
JOIN pg_namespace d_n ON d_n.oid = d.dictnamespace
WHERE o.oid >= 16384
ORDER BY n.nspname, o.cfgname, t.alias, m.mapseqno
