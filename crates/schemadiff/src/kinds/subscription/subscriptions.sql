-- How it connects is a secret, which most roles may not read: it stays on the server. So does whether it is enabled, which
-- is how it runs rather than what it is; pg_dump does not print that either. Subscriptions of all databases are in one catalog.
SELECT o.subname AS name, array_to_json(o.subpublications) AS publications, o.subslotname AS slot_name, o.subbinary AS binary,
       CASE o.substream::text WHEN 't' THEN 'on' WHEN 'p' THEN 'parallel' WHEN 'true' THEN 'on' ELSE 'off' END AS streaming,
       o.subsynccommit AS synchronous_commit,
       o.subtwophasestate <> 'd' AS two_phase, o.subdisableonerr AS disable_on_error, -- since 15
       NULL AS two_phase, NULL AS disable_on_error, -- before 15
       o.subpasswordrequired AS password_required, o.subrunasowner AS run_as_owner, o.suborigin AS origin, -- since 16
       NULL AS password_required, NULL AS run_as_owner, NULL AS origin, -- before 16
       o.subfailover AS failover, -- since 17
       NULL AS failover, -- before 17
       d.description AS comment
FROM pg_subscription o
LEFT JOIN pg_description d ON d.classoid = 'pg_subscription'::regclass AND d.objoid = o.oid
WHERE o.subdbid = (SELECT b.oid FROM pg_database b WHERE b.datname = current_database())
ORDER BY o.subname
