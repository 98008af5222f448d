CREATE TYPE pair AS (a bigint, b text);
CREATE DOMAIN pairs AS pair[];
CREATE TABLE t (pairs pairs);
