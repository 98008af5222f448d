CREATE TABLE log (tenant text NOT NULL, note text) PARTITION BY LIST (tenant);
CREATE TABLE log_acme PARTITION OF log FOR VALUES IN ('acme');
CREATE TABLE log_globex PARTITION OF log FOR VALUES IN ('globex');
CREATE TABLE log_gone (tenant text NOT NULL, note text);
CREATE TABLE log_other (id bigint);
