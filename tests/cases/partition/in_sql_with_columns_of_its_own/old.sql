CREATE TABLE events (id bigint NOT NULL, happened date NOT NULL, note text, amount integer) PARTITION BY RANGE (happened);
CREATE TABLE events_2024 (id bigint NOT NULL, happened date NOT NULL, note text DEFAULT 'old' NOT NULL, amount integer,
    CONSTRAINT events_2024_amount_check CHECK (amount > 0), CONSTRAINT events_2024_pkey PRIMARY KEY (id), CONSTRAINT is_said CHECK (note <> ''));
ALTER TABLE ONLY events ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE UNIQUE INDEX events_2024_note ON events_2024 (note);
