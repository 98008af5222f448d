-- Time series: partitions by day and by hash, BRIN, unlogged tables, storage parameters, materialized views on each other.

CREATE SCHEMA metrics;
CREATE SCHEMA rollup;

CREATE TABLE metrics.hosts (
    id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    labels jsonb DEFAULT '{}' NOT NULL,
    first_seen timestamptz DEFAULT transaction_timestamp() NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX hosts_name ON metrics.hosts (name COLLATE "C");
CREATE INDEX hosts_labels ON metrics.hosts USING gin (labels jsonb_path_ops) WITH (fastupdate = off, gin_pending_list_limit = 512);

CREATE TABLE metrics.samples (
    host integer NOT NULL REFERENCES metrics.hosts ON DELETE CASCADE,
    metric text NOT NULL,
    at timestamptz NOT NULL,
    value double precision,
    quality smallint DEFAULT 0 NOT NULL,
    CONSTRAINT finite CHECK (value <> 'NaN'::double precision AND value < 'Infinity')
) PARTITION BY RANGE (at);
CREATE INDEX samples_by_host ON metrics.samples (host, metric, at DESC);
CREATE INDEX samples_at ON metrics.samples USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
CREATE TABLE metrics.samples_20240101 PARTITION OF metrics.samples FOR VALUES FROM ('2024-01-01') TO ('2024-01-02')
    WITH (fillfactor = 100, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE TABLE metrics.samples_20240102 PARTITION OF metrics.samples FOR VALUES FROM ('2024-01-02') TO ('2024-01-03');
CREATE TABLE rollup.samples_20231231 PARTITION OF metrics.samples FOR VALUES FROM ('2023-12-31') TO ('2024-01-01');
COMMENT ON TABLE rollup.samples_20231231 IS 'Moved to cheaper storage';
CREATE INDEX only_here ON rollup.samples_20231231 (value) WHERE value IS NOT NULL;

CREATE TABLE metrics.events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    payload json,
    PRIMARY KEY (id)
) PARTITION BY HASH (id);
CREATE TABLE metrics.events_0 PARTITION OF metrics.events FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE metrics.events_1 PARTITION OF metrics.events FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE metrics.events_2 PARTITION OF metrics.events FOR VALUES WITH (MODULUS 3, REMAINDER 2);
CREATE UNIQUE INDEX events_kind ON metrics.events (kind, id);

CREATE UNLOGGED TABLE metrics.buffer (
    line bigint,
    raw text,
    received timestamptz DEFAULT now()
) WITH (autovacuum_vacuum_cost_delay = 0, toast_tuple_target = 4080, toast.autovacuum_vacuum_threshold = 1000);
CREATE INDEX buffer_lines ON metrics.buffer USING btree (line) WITH (fillfactor = 100, deduplicate_items = off);

-- Old times: the name of the sequence is not what it would be now.
CREATE SEQUENCE metrics.old_ids AS smallint INCREMENT BY -1 MINVALUE -100 MAXVALUE -1 START WITH -1 NO CYCLE;
CREATE TABLE metrics.alerts (
    id smallint DEFAULT nextval('metrics.old_ids'::regclass) NOT NULL PRIMARY KEY,
    rule text NOT NULL,
    severity integer DEFAULT 3,
    muted_until timestamptz DEFAULT '-infinity',
    every interval DEFAULT '01:30:00'::interval,
    CONSTRAINT severity CHECK (severity >= 1 AND severity <= 5)
);
ALTER SEQUENCE metrics.old_ids OWNED BY metrics.alerts.id;
CREATE SEQUENCE metrics.shared;

CREATE FUNCTION metrics.bucket(width interval, at timestamptz) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN date_bin(width, at, '2000-01-01 00:00:00+00'::timestamptz);
CREATE FUNCTION metrics.rate(VARIADIC samples double precision[]) RETURNS double precision
    LANGUAGE plpgsql STRICT COST 1000 SET enable_seqscan = off SET "TimeZone" = 'UTC' AS $function$
DECLARE
    total double precision := 0;
    sample double precision;
BEGIN
    FOREACH sample IN ARRAY samples LOOP
        total := total + sample; -- $$ inside
    END LOOP;
    RETURN total / cardinality(samples);
END;
$function$;

CREATE MATERIALIZED VIEW rollup.hourly AS
    SELECT host, metric, metrics.bucket('01:00:00', at) AS hour, avg(value) AS mean, count(*) AS n,
        percentile_cont(0.95) WITHIN GROUP (ORDER BY value) AS p95
    FROM metrics.samples GROUP BY host, metric, metrics.bucket('01:00:00', at);
CREATE UNIQUE INDEX hourly_key ON rollup.hourly (host, metric, hour);
CREATE MATERIALIZED VIEW rollup.daily WITH (autovacuum_enabled = false) AS
    SELECT host, metric, date_trunc('day', hour) AS day, sum(n) AS n FROM rollup.hourly GROUP BY GROUPING SETS ((host, metric, 3), (metric));
CREATE INDEX daily_day ON rollup.daily (day DESC NULLS LAST);
COMMENT ON COLUMN rollup.daily.n IS 'Samples, not means';

CREATE VIEW metrics.latest AS
    SELECT DISTINCT ON (s.host, s.metric) h.name, s.metric, s.at, s.value,
        s.value - lag(s.value) OVER (PARTITION BY s.host, s.metric ORDER BY s.at) AS change
    FROM metrics.samples s JOIN metrics.hosts h ON h.id = s.host
    WHERE s.at > now() - '1 day'::interval
    ORDER BY s.host, s.metric, s.at DESC;
CREATE VIEW metrics.gaps AS
    SELECT g.at FROM generate_series(now() - '1 hour'::interval, now(), '1 minute'::interval) WITH ORDINALITY AS g(at, n)
    WHERE NOT EXISTS (SELECT 1 FROM metrics.samples s WHERE s.at >= g.at AND s.at < g.at + '1 minute'::interval)
    EXCEPT SELECT muted_until FROM metrics.alerts;
