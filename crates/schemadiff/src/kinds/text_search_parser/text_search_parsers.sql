SELECT n.nspname AS schema, o.prsname AS name,
       start_n.nspname AS start_schema, start_p.proname AS start,
       get_token_n.nspname AS get_token_schema, get_token_p.proname AS get_token,
       end_n.nspname AS end_schema, end_p.proname AS "end",
       headline_n.nspname AS headline_schema, headline_p.proname AS headline,
       lex_types_n.nspname AS lex_types_schema, lex_types_p.proname AS lex_types,
       d.description AS comment
FROM pg_ts_parser o
JOIN pg_namespace n ON n.oid = o.prsnamespace
JOIN pg_proc start_p ON start_p.oid = o.prsstart
JOIN pg_namespace start_n ON start_n.oid = start_p.pronamespace
JOIN pg_proc get_token_p ON get_token_p.oid = o.prstoken
JOIN pg_namespace get_token_n ON get_token_n.oid = get_token_p.pronamespace
JOIN pg_proc end_p ON end_p.oid = o.prsend
JOIN pg_namespace end_n ON end_n.oid = end_p.pronamespace
LEFT JOIN pg_proc headline_p ON headline_p.oid = o.prsheadline
LEFT JOIN pg_namespace headline_n ON headline_n.oid = headline_p.pronamespace
JOIN pg_proc lex_types_p ON lex_types_p.oid = o.prslextype
JOIN pg_namespace lex_types_n ON lex_types_n.oid = lex_types_p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_ts_parser'::regclass AND d.objoid = o.oid
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schemadiff')
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e'
                                            AND e.classid = 'pg_ts_parser'::regclass AND e.objid = o.oid)
ORDER BY n.nspname, o.prsname
