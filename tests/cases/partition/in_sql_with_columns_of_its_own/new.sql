CREATE TABLE events (id bigint NOT NULL, happened date NOT NULL, note text, amount integer) PARTITION BY RANGE (happened);
CREATE TABLE events_2024 PARTITION OF events (
    note DEFAULT 'old' NOT NULL,
    amount WITH OPTIONS CHECK (amount > 0),
    id PRIMARY KEY,
    CONSTRAINT is_said CHECK (note <> '')
) FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE UNIQUE INDEX events_2024_note ON events_2024 (note);
