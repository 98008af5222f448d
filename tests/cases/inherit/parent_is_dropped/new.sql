CREATE TABLE capitals (id bigint);
