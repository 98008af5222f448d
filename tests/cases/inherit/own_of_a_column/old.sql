CREATE TABLE places (id bigint DEFAULT 1, name text);
CREATE TABLE capitals () INHERITS (places);
CREATE TABLE hamlets () INHERITS (capitals);
