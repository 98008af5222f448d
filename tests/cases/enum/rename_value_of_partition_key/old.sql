CREATE TYPE status AS ENUM ('open', 'sent');
CREATE TABLE parcels (id integer NOT NULL, status status NOT NULL) PARTITION BY LIST (status);
CREATE TABLE parcels_open PARTITION OF parcels FOR VALUES IN ('open');
CREATE TABLE parcels_sent PARTITION OF parcels FOR VALUES IN ('sent');
