CREATE TABLE readings (id integer NOT NULL, kind bigint NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE readings_low PARTITION OF readings FOR VALUES FROM (0) TO (100);
CREATE INDEX readings_kind ON readings USING hash (kind);
CREATE INDEX readings_kind_sorted ON readings (kind);
