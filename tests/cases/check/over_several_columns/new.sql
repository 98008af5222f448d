CREATE TABLE trips (
    id integer PRIMARY KEY,
    starts_on date NOT NULL,
    ends_on date,
    CONSTRAINT trips_end_after_start CHECK (ends_on >= starts_on)
);
