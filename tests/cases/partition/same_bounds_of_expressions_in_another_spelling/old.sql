CREATE TABLE visits (at timestamp with time zone NOT NULL, host text, price numeric) PARTITION BY RANGE (date_trunc('month', (at AT TIME ZONE 'UTC')), (round(price, 2)));
CREATE TABLE visits_january PARTITION OF visits FOR VALUES FROM ('2024-01-01 00:00:00', '0.50') TO ('2024-02-01 00:00:00', '0.50');
CREATE TABLE visits_february PARTITION OF visits FOR VALUES FROM ('2024-02-01 00:00:00', '0.50') TO ('2024-03-01 00:00:00', MINVALUE);
CREATE TABLE days (at timestamp with time zone NOT NULL) PARTITION BY LIST ((((at AT TIME ZONE 'UTC'))::date));
CREATE TABLE days_first PARTITION OF days FOR VALUES IN ('2024-01-01', '2024-02-01');
