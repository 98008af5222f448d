CREATE TABLE shifts (
    kind varchar(10),
    starts time DEFAULT TIME '08:00:00',
    since timestamp DEFAULT TIMESTAMP '2024-01-01 00:00:00',
    CONSTRAINT kind_known CHECK (kind IN ('day', 'night')),
    CONSTRAINT early CHECK (starts < TIME '12:00:00'),
    CONSTRAINT recent CHECK (since BETWEEN TIMESTAMP '2020-01-01 00:00:00' AND TIMESTAMP '2030-12-31 23:59:00')
);
