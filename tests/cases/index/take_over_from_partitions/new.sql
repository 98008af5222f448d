CREATE TABLE events (id integer, kind text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE events_a PARTITION OF events FOR VALUES IN ('a');
CREATE TABLE events_b PARTITION OF events FOR VALUES IN ('b') PARTITION BY RANGE (id);
CREATE TABLE events_b_low PARTITION OF events_b FOR VALUES FROM (0) TO (10);
CREATE TABLE events_b_high PARTITION OF events_b FOR VALUES FROM (10) TO (20);
CREATE TABLE events_c PARTITION OF events FOR VALUES IN ('c');
CREATE INDEX events_id ON events (id);
CREATE INDEX events_c_by_id_down ON events_c (id DESC);
