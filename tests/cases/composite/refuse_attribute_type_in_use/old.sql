CREATE TYPE pair AS (a integer, b text);
CREATE DOMAIN pairs AS pair[];
CREATE TABLE t (pairs pairs);
